package io.bouncewatch;

import static io.bouncewatch.Served.SOON;
import static io.bouncewatch.Served.awaitBounces;
import static io.bouncewatch.Served.get;
import static io.bouncewatch.Served.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.ledger.LedgerException;
import io.bouncewatch.source.StartAt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on a real disk and a real port. */
class AgentTest {

  private static final BounceClassifier CLASSIFIER = BounceClassifier.shipped();

  @TempDir Path directory;

  @Test
  void aRestartGoesOnWhereItStopped() throws Exception {
    Path log = directory.resolve("mail.log");
    append(log, bounces(1, 3));
    try (Agent agent = start(StartAt.BEGINNING, log)) {
      awaitBounces(agent, 3);
      append(log, bounces(4, 5));
      awaitBounces(agent, 5);
    }
    // What is written while nobody looks is found; a log that was seen before has no other start.
    append(log, bounces(6, 7));
    try (Agent agent = start(StartAt.END, log)) {
      assertThat(value(agent, "mail_bounces_total")).isGreaterThanOrEqualTo(5);
      awaitBounces(agent, 7);
    }
  }

  @Test
  void whoWaitedBeforeARestartIsNamedWhenTheMailExpires() throws Exception {
    Path log = directory.resolve("mail.log");
    String head = "Nov 21 16:31:19 mx1 postfix/qmgr[15]: 4jWyQ00VHG01: from=<joe@origin.test>, ";
    append(log, head + "size=414, nrcpt=1 (queue active)\n");
    append(log, bounces(1, 1).replace("dsn=5.4.4, status=bounced", "dsn=4.4.4, status=deferred"));
    try (Agent agent = start(StartAt.BEGINNING, log)) {
      awaitBounces(agent, 1);
      await().atMost(SOON).until(() -> value(agent, "mail_deferred_recipients") == 1);
    }
    append(log, head + "status=expired, returned to sender\n");
    try (Agent agent = start(StartAt.END, log)) {
      awaitBounces(agent, 2);
      assertThat(get(agent, "/metrics").body())
          .containsPattern("mail_bounces_total\\{code=\"5.4.7\",domain=\"b.test\".* 1.0")
          .containsPattern("mail_recipients_total\\{.*outcome=\"expired\".* 1.0");
      await().atMost(SOON).until(() -> value(agent, "mail_deferred_recipients") == 0);
    }
  }

  @Test
  void aNewLogMayBeBegunAtItsEnd() throws Exception {
    Path log = directory.resolve("mail.log");
    append(log, bounces(1, 3));
    try (Agent agent = start(StartAt.END, log)) {
      await().atMost(SOON).until(() -> get(agent, "/readyz").statusCode() == 200);
      append(log, bounces(4, 4));
      awaitBounces(agent, 1);
    }
  }

  @Test
  void aRenamedLogIsReadToItsEndBeforeTheNext() throws Exception {
    Path log = directory.resolve("mail.log");
    append(log, bounces(1, 2));
    try (Agent agent = start(StartAt.BEGINNING, log)) {
      awaitBounces(agent, 2);
      Path rotated = Files.move(log, directory.resolve("mail.log.1"));
      append(rotated, bounces(3, 4));
      append(log, bounces(5, 6));
      awaitBounces(agent, 6);
      Files.copy(log, directory.resolve("mail.log.2"));
      Files.writeString(log, "");
      append(log, bounces(7, 7));
      awaitBounces(agent, 7);
      assertThat(value(agent, "bouncewatch_source_lost_bytes_total")).isZero();
    }
  }

  @Test
  void oneLogThatCanNotBeReadDoesNotStopTheOthers() throws Exception {
    Path log = directory.resolve("mail.log");
    Path missing = directory.resolve("later.log");
    append(log, bounces(1, 2));
    Path folder = Files.createDirectory(directory.resolve("folder"));
    try (Agent agent = start(StartAt.BEGINNING, log, missing, folder)) {
      awaitBounces(agent, 2);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(get(agent, "/readyz").body())
                      .contains("later.log does not exist yet", "folder is a directory"));
      append(missing, bounces(3, 3));
      awaitBounces(agent, 3);
    }
  }

  @Test
  void theStartingScrapeShowsEverySourceAtZero() throws Exception {
    Path log = Files.createFile(directory.resolve("mail.log"));
    try (Agent agent = start(StartAt.BEGINNING, log)) {
      String metrics = get(agent, "/metrics").body();
      for (String result : List.of("parsed", "ignored", "unrecognised")) {
        assertThat(metrics).contains("result=\"" + result + "\",source=\"" + log + "\"} 0.0");
      }
    }
  }

  @Test
  void twoAgentsCanNotShareAStore() throws Exception {
    Path log = Files.createFile(directory.resolve("mail.log"));
    try (Agent agent = start(StartAt.BEGINNING, log)) {
      assertThat(agent.uri().getPort()).isPositive();
      assertThatThrownBy(() -> start(StartAt.BEGINNING, log).close())
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining(directory.resolve("store").toString());
    }
  }

  private Agent start(StartAt from, Path... logs) throws IOException, LedgerException {
    AgentConfig config =
        AgentConfig.defaults()
            .withListen("127.0.0.1:0")
            .withStore(directory.resolve("store"))
            .withFrom(from)
            .withSources(
                List.of(logs).stream().map(log -> SourceConfig.parse(log.toString())).toList());
    return Agent.start(config, CLASSIFIER);
  }

  private static void append(Path log, String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String bounces(int first, int last) {
    StringBuilder text = new StringBuilder();
    for (int i = first; i <= last; i++) {
      text.append(
          "Nov 21 16:31:19 mx1 postfix/smtp[15]: 4jWyQ00VHG%02d: to=<a%d@b.test>, relay=none, delay=1,"
                  .formatted(i, i)
              + " delays=0/0/0/0, dsn=5.4.4, status=bounced (Host or domain name not found. Name"
              + " service error for name=b.test type=A: Host not found)\n");
    }
    return text.toString();
  }
}
