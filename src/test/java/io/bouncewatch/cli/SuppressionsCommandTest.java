package io.bouncewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bouncewatch.Agent;
import io.bouncewatch.AgentConfig;
import io.bouncewatch.SampleLogs;
import io.bouncewatch.SourceConfig;
import io.bouncewatch.bounce.BounceClassifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The list as a shell sees it, beside a running agent. */
@Isolated("standard output belongs to the whole process")
class SuppressionsCommandTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String BOUNCE =
      "2026-11-21T16:31:19+00:00 mx1 postfix/smtp[15]: 4jWyQ00VHGzv: to=<%s>, relay=mx[192.0.2.1]:25,"
          + " delay=0.5, delays=0/0/0/0, dsn=5.1.1, status=bounced (host mx[192.0.2.1] said: 550"
          + " 5.1.1 User unknown (in reply to RCPT TO command))\n";

  @TempDir Path directory;

  @Test
  void everyFormatWhileTheAgentRuns() throws Exception {
    Path log =
        Files.writeString(
            directory.resolve("mail.log"),
            BOUNCE.formatted("=cmd|x@b.test") + BOUNCE.formatted("zoe@b.test"));
    try (Agent agent = start(log)) {
      assertThat(agent.uri()).isNotNull();
      await().atMost(SOON).until(() -> list("json").lines().count() == 2);
      JsonNode first = new ObjectMapper().readTree(list("json").lines().findFirst().orElseThrow());
      List<String> names = new ArrayList<>();
      first.fieldNames().forEachRemaining(names::add);
      assertThat(names)
          .containsExactly(
              "address", "state", "reason", "code", "rule", "first", "last", "count", "strikes");
      assertThat(first.get("address").asText()).isEqualTo("=cmd|x@b.test");
      assertThat(first.get("state").asText()).isEqualTo("dead");
      assertThat(first.get("last").asText()).isEqualTo("2026-11-21T16:31:19Z");
      assertThat(first.get("count").isInt()).isTrue();
      assertThat(list("csv"))
          .startsWith(
              "\"address\",\"state\",\"reason\",\"code\",\"rule\",\"first\",\"last\",\"count\","
                  + "\"strikes\"\r\n\"'=cmd|x@b.test\",\"dead\",\"bad_mailbox\",\"5.1.1\",")
          .endsWith("\"1\",\"0\"\r\n");
      assertThat(list("text").lines())
          .hasSize(3)
          .last()
          .isEqualTo("dead      bad_mailbox       5.1.1   2026-11-21     1 zoe@b.test");
      assertThat(list("json", "--since", "2026-11-22")).isEmpty();
      assertThat(list("json", "--since", "2026-11-21T16:31:19Z").lines()).hasSize(2);
      assertThat(list("text", "--since", "2026-11-22")).isEqualTo("No address is listed.\n");
    }
  }

  /** What the list must hold follows from the events alone, by another way of adding up. */
  @Test
  void theListOfAGenuineLogFollowsFromItsEvents() throws Exception {
    for (String name : List.of("postfix-main.iso8601.log.gz", "exim-all.mainlog.gz")) {
      Path log = directory.resolve(name.replace(".gz", ""));
      try (InputStream text = SampleLogs.open(name)) {
        Files.copy(text, log);
      }
      Files.setLastModifiedTime(log, Files.getLastModifiedTime(SampleLogs.path(name)));
      TreeSet<String> expected = expected(log);
      assertThat(expected).hasSizeGreaterThan(200);
      try (Agent agent = start(log)) {
        assertThat(agent.uri()).isNotNull();
        await()
            .atMost(SOON)
            .untilAsserted(() -> assertThat(addresses(list("json"))).isEqualTo(expected));
      }
      delete(directory.resolve("store"));
    }
  }

  private static TreeSet<String> expected(Path log) throws IOException {
    Map<String, Instant> dead = new HashMap<>();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : CommandLine.run("events", log.toString()).out().lines().toList()) {
      JsonNode event = mapper.readTree(line);
      String address = event.path("recipient").asText().toLowerCase(Locale.ROOT);
      Instant time = Instant.parse(event.get("time").asText());
      if (event.get("outcome").asText().equals("delivered")
          && !event.path("transport").asText().equals("discard")) {
        dead.computeIfPresent(address, (key, last) -> time.isBefore(last) ? last : null);
      } else if (event.path("action").asText().equals("suppress")
          && !event.get("outcome").asText().equals("suspended")
          && !event.get("confidence").asText().equals("low")
          && !event.path("sender").asText("?").isEmpty()) {
        dead.merge(address, time, (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    return new TreeSet<>(dead.keySet());
  }

  private static TreeSet<String> addresses(String json) throws IOException {
    TreeSet<String> addresses = new TreeSet<>();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : json.lines().toList()) {
      addresses.add(mapper.readTree(line).get("address").asText().toLowerCase(Locale.ROOT));
    }
    return addresses;
  }

  @Test
  void eventsWithHashesThatAKeyGivesAgain() throws IOException {
    Path log = Files.writeString(directory.resolve("mail.log"), BOUNCE.formatted("Anna.K1@b.test"));
    Path key = directory.resolve("recipients.key");
    Files.writeString(key, "0".repeat(62) + "2a\n");
    Files.setPosixFilePermissions(
        key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    List<String> recipients = new ArrayList<>();
    for (List<String> flags :
        List.of(
            List.of("--key", key.toString()),
            List.of("--key", key.toString()),
            List.<String>of(),
            List.<String>of())) {
      List<String> arguments = new ArrayList<>(List.of("events", "--recipients", "hashed"));
      arguments.addAll(flags);
      arguments.add(log.toString());
      String out = CommandLine.run(arguments.toArray(String[]::new)).out();
      assertThat(out).doesNotContainIgnoringCase("anna.k1");
      recipients.add(new ObjectMapper().readTree(out).get("recipient").asText());
    }
    assertThat(recipients.get(0)).matches("h_[a-z2-7]{20}@b\\.test").isEqualTo(recipients.get(1));
    assertThat(recipients.get(2)).isNotEqualTo(recipients.get(3));
    String none = CommandLine.run("events", "--recipients", "none", log.toString()).out();
    assertThat(new ObjectMapper().readTree(none).get("recipient").asText()).isEqualTo("@b.test");
    CommandLine.Result missing =
        CommandLine.run("events", "--recipients", "hashed", "--key", "/none", log.toString());
    assertThat(missing.status()).isEqualTo(Main.FAILURE);
    assertThat(missing.err()).startsWith("bouncewatch: There is no key /none");
    assertThat(CommandLine.run("events", "--recipients", "some", log.toString()).err())
        .contains("'some' is none of full, hashed, none");
  }

  @Test
  void whatIsWrongIsToldInOneLine() throws IOException {
    CommandLine.Result none = CommandLine.run("suppressions", "--store", directory + "/none");
    assertThat(none.status()).isEqualTo(Main.FAILURE);
    assertThat(none.out()).isEmpty();
    assertThat(none.err().lines())
        .singleElement()
        .asString()
        .startsWith("bouncewatch: There is no store in " + directory);
    CommandLine.Result when =
        CommandLine.run("suppressions", "--store", directory.toString(), "--since", "today");
    assertThat(when.status()).isEqualTo(Main.USAGE);
    assertThat(when.err()).contains("--since must be a date such as 2026-11-01");
    Path config = Files.writeString(directory.resolve("c.yaml"), "store: none\n");
    CommandLine.Result memory = CommandLine.run("suppressions", "--config", config.toString());
    assertThat(memory.status()).isEqualTo(Main.USAGE);
    assertThat(memory.err()).contains("'store: none', so there is no list");
  }

  private String list(String format, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("suppressions", "--store", directory.resolve("store").toString()));
    arguments.addAll(List.of("--format", format));
    arguments.addAll(List.of(more));
    CommandLine.Result result = CommandLine.run(arguments.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    return result.out();
  }

  private Agent start(Path log) throws Exception {
    AgentConfig config =
        AgentConfig.defaults()
            .withListen("127.0.0.1:0")
            .withStore(directory.resolve("store"))
            .withSources(List.of(SourceConfig.parse(log.toString())));
    return Agent.start(config, BounceClassifier.shipped());
  }

  private static void delete(Path store) throws IOException {
    try (var files = Files.list(store)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
