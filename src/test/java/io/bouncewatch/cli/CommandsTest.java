package io.bouncewatch.cli;

import static io.bouncewatch.cli.CommandLine.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bouncewatch.SampleLogs;
import io.bouncewatch.cli.CommandLine.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The commands as a shell sees them: what they print, where, and their exit status. */
@Isolated("standard output belongs to the whole process")
class CommandsTest {

  private static final String BOUNCE =
      "Nov 21 16:31:19 mx1 postfix/smtp[15]: 4jWyQ00VHGzv: to=<a@b.test>, relay=mx.b.test[192.0.2.1]:25,"
          + " delay=0.5, delays=0/0/0/0, dsn=5.1.1, status=bounced (host mx.b.test[192.0.2.1] said:"
          + " 550 5.1.1 <a@b.test>: User unknown \u001b[31m (in reply to RCPT TO command))\n";

  @TempDir Path directory;

  @Test
  void eventsPrintsOneObjectALine() throws IOException {
    Path log = Files.writeString(directory.resolve("mail.log"), BOUNCE + "noise\n" + BOUNCE);
    Result result = run("events", log.toString());
    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(result.out()).doesNotContain("\u001b").endsWith("}\n");
    JsonNode event = new ObjectMapper().readTree(lines.get(1));
    List<String> names = new java.util.ArrayList<>();
    event.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "time",
            "mta",
            "service",
            "queue_id",
            "recipient",
            "domain",
            "provider",
            "relay_host",
            "relay_ip",
            "transport",
            "outcome",
            "type",
            "code",
            "mta_code",
            "reply_code",
            "reply",
            "reason",
            "action",
            "rule",
            "confidence",
            "delay_seconds",
            "attempts",
            "incomplete",
            "source",
            "offset");
    assertThat(event.get("reply").asText())
        .isEqualTo("550 5.1.1 <a@b.test>: User unknown \u001b[31m");
    assertThat(event.get("reason").asText()).isEqualTo("bad_mailbox");
    assertThat(event.get("reply_code").isInt()).isTrue();
    assertThat(event.get("offset").asLong()).isEqualTo(BOUNCE.length() + "noise\n".length());
  }

  @Test
  void reportAddsUpSeveralLogsCompressedOnesToo() throws IOException {
    Path log = Files.writeString(directory.resolve("mail.log"), BOUNCE);
    Result result =
        run(
            "report",
            "--format",
            "json",
            SampleLogs.path("postfix-softbounce.log.gz").toString(),
            "postfix:" + log);
    assertThat(result.status()).isZero();
    JsonNode report = new ObjectMapper().readTree(result.out());
    assertThat(report.get("lines").get("read").asLong()).isEqualTo(3853 + 1);
    assertThat(report.get("outcomes").get("deferred").asLong()).isEqualTo(706);
    assertThat(report.get("outcomes").get("bounced").asLong()).isEqualTo(1);
    assertThat(report.get("domains").findValuesAsText("domain")).contains("b.test");
    long codes = 0;
    for (JsonNode code : report.get("codes")) {
      codes += code.get("count").asLong();
    }
    assertThat(codes).isEqualTo(707);
  }

  @Test
  void reportForPeopleFitsATerminal() {
    Result result = run("report", SampleLogs.path("exim-expire.mainlog.gz").toString());
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("Failed attempts by reason").contains("expired");
    assertThat(result.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
  }

  @Test
  void reportAsOpenMetrics() {
    Result result =
        run(
            "report",
            "--format",
            "openmetrics",
            SampleLogs.path("postfix-softbounce.log.gz").toString());
    assertThat(result.out()).contains("mail_bounces_total{").endsWith("# EOF\n");
  }

  @Test
  void whatCanNotBeReadIsNamedAndTheRestIsRead() throws IOException {
    Path log = Files.writeString(directory.resolve("mail.log"), BOUNCE);
    Result result =
        run("events", directory.resolve("gone").toString(), directory.toString(), log.toString());
    assertThat(result.status()).isEqualTo(Main.FAILURE);
    assertThat(result.out().lines()).hasSize(1);
    assertThat(result.err().lines())
        .containsExactly(
            "bouncewatch: can't read " + directory.resolve("gone") + ": no such file",
            "bouncewatch: can't read "
                + directory
                + ": it is a directory; name the log files in it");
  }

  @Test
  void junkIsReadAndSaysNothing() throws IOException {
    byte[] junk = new byte[300_000];
    new Random(1).nextBytes(junk);
    Path file = Files.write(directory.resolve("junk"), junk);
    Path endless =
        Files.writeString(directory.resolve("endless"), "x".repeat(10_000_000) + "\n" + BOUNCE);
    Result result = run("events", file.toString(), endless.toString());
    assertThat(result.status()).isZero();
    assertThat(result.err().lines()).singleElement().asString().contains(file + " has no delivery");
    assertThat(result.out().lines()).singleElement().asString().contains("\"offset\":10000001");
  }

  @Test
  void anArchiveThatBreaksOffIsCountedUpToThere() throws IOException {
    byte[] whole = Files.readAllBytes(SampleLogs.path("postfix-softbounce.log.gz"));
    Path torn =
        Files.write(directory.resolve("torn.gz"), Arrays.copyOf(whole, whole.length * 2 / 3));
    Result result = run("report", "--format", "json", torn.toString());
    assertThat(result.status()).isEqualTo(Main.FAILURE);
    long lines = new ObjectMapper().readTree(result.out()).get("lines").get("read").asLong();
    assertThat(lines).isBetween(1000L, 3852L);
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .contains(torn.toString(), "breaks off after " + lines + " lines");
  }

  @Test
  void explainTellsPeopleWhatHappened() throws IOException {
    Result code = run("explain", "--lang", "en", "550", "5.1.1");
    assertThat(code.status()).isZero();
    assertThat(code.out()).startsWith("No such mailbox\n5.1.1 · Hard bounce");
    Path message = Path.of("src/test/resources/io/bouncewatch/dsn/exchange-online.eml");
    Result report = run("explain", "--lang", "en", message.toString());
    assertThat(report.out())
        .contains("Recipient 1 of 2", "nobody@contoso.example", "closed@contoso.example")
        .doesNotContain("\n\n\n\n");
    Result piped = pipe(Files.readString(message), "explain", "--format", "json", "--message", "-");
    assertThat(piped.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"code\":"));
    Result soft = run("explain", "--format", "json", "--outcome", "deferred", "550 5.1.1 x");
    assertThat(soft.out()).contains("\"code\":\"4.1.1\"", "\"type\":\"soft\"");
    String[] relay = {"explain", "--format", "json", "--relay", "mx1.mail.icloud.com", "554 CS01"};
    assertThat(run(relay).out()).contains("\"provider\":\"apple\"");
  }

  @Test
  void explainSpeaksThreeLanguages() {
    assertThat(run("explain", "--lang", "en", "5.2.2").out()).contains("What to do");
    assertThat(run("explain", "--lang", "nb", "5.2.2").out()).contains("mottaker");
    assertThat(run("explain", "--lang", "no", "5.2.2").out())
        .isEqualTo(run("explain", "--lang", "nb", "5.2.2").out());
    assertThat(run("explain", "--lang", "pl", "5.2.2").out()).contains("skrzynk");
    assertThat(run("explain", "--lang", "pl", "--format", "json", "5.2.2").out())
        .contains("\"reason\":\"mailbox_full\"");
  }

  @Test
  void explainWritesOneLineForEveryLineItReads() throws IOException {
    String lines =
        "5.1.1\n\n550 5.1.1 a\rb\r\nbounced\t-\t550 5.1.1 x\n\t\t\n\u0000\nx"
            + "y".repeat(200_000)
            + "\n550";
    Result result = pipe(lines, "explain", "-");
    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    List<String> objects = result.out().lines().toList();
    assertThat(objects).hasSize(8);
    for (String object : objects) {
      JsonNode json = new ObjectMapper().readTree(object);
      assertThat(json.has("title")).isTrue();
      assertThat(json.has("reason")).isTrue();
    }
    assertThat(new ObjectMapper().readTree(objects.get(1)).get("reason").asText())
        .isEqualTo("undetermined");
    assertThat(new ObjectMapper().readTree(objects.get(2)).get("reply").asText())
        .isEqualTo("550 5.1.1 a\rb");
    assertThat(pipe("", "explain", "-").out()).isEmpty();
  }

  @Test
  void explainSaysWhatItCanNotRead() throws IOException {
    Path mail = Files.writeString(directory.resolve("mail.eml"), "Subject: hello\n\nHello.\n");
    Result noBounce = run("explain", "--lang", "en", mail.toString());
    assertThat(noBounce.status()).isEqualTo(Main.FAILURE);
    assertThat(noBounce.err()).contains(mail + ": This message is not a bounce message.");
    Result gone = run("explain", "--message", directory.resolve("gone.eml").toString());
    assertThat(gone.status()).isEqualTo(Main.FAILURE);
    assertThat(gone.err()).contains("no such file");
    assertMistake(run("explain"), "CODE|REPLY|LINE|FILE|-");
    assertMistake(run("explain", "--lang", "xx", "550"), "'xx'", "en");
    assertMistake(run("explain", "--outcome", "lost", "550"), "none of deferred, bounced");
  }

  @Test
  void mistakesOnTheCommandLine() {
    assertMistake(run("report"), "FILE", "bouncewatch report --help");
    assertMistake(run("report", "--fromat", "json", "x"), "'--fromat'; did you mean '--format'?");
    assertMistake(
        run("report", "--format", "xml", "x"), "'xml' is none of text, json, openmetrics");
    assertMistake(run("agent", "--source", "sendmail:x"), "'sendmail'; known are auto, exim");
    assertMistake(run("agent", "--source", "x", "--source", "x"), "the source x is there twice");
    assertMistake(run("--from", "middle"), "'middle' is none of beginning, end");
    assertMistake(run("mail.log"), "'mail.log' is no command", "--source");
    assertMistake(run("check", "x.yaml"), "'x.yaml' has no place here", "check --help");
    assertMistake(
        run("agent", "--source", "x", "--listen", "nowhere"), "'nowhere' is not HOST:PORT");
  }

  private static void assertMistake(Result result, String... words) {
    assertThat(result.status()).isEqualTo(Main.USAGE);
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("bouncewatch: ")
        .contains(words);
  }

  @Test
  void helpTeaches() {
    assertThat(run("--help").out())
        .contains("--demo", "events", "report", "explain", "unknown", "suppressions", "check");
    assertThat(run("agent", "--help").out())
        .contains("--config", "--source", "--listen", "--store", "--from", "--demo", "Examples:");
    assertThat(run("--version").out()).startsWith("Bouncewatch 0.");
  }

  @Test
  void aPortInUseEndsTheAgent() throws IOException {
    Path log = Files.writeString(directory.resolve("mail.log"), BOUNCE);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String listen = "127.0.0.1:" + taken.getLocalPort();
      Result result =
          run(
              "agent",
              "--source",
              log.toString(),
              "--listen",
              listen,
              "--store",
              directory.resolve("s").toString());
      assertThat(result.status()).isEqualTo(Main.FAILURE);
      assertThat(result.err().lines()).singleElement().asString().contains(listen, "--listen");
    }
  }

  @Test
  void checkTellsFaultsAndWhatHolds() throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.yaml"), "sorces: []\n");
    Result refused = run("check", "--config", bad.toString());
    assertThat(refused.status()).isEqualTo(Main.FAILURE);
    assertThat(refused.out()).contains("bad.yaml:1: unknown key 'sorces'; did you mean 'sources'?");
    Path good =
        Files.writeString(
            directory.resolve("good.yaml"),
            "sources: [{path: " + directory.resolve("x.log") + "}]\n");
    Result fine = run("check", "--config", good.toString());
    assertThat(fine.status()).isZero();
    assertThat(fine.out()).contains("listens on 127.0.0.1:9587", "which is not there yet");
  }

  @Test
  void unknownGivesRulesThatCheckTakesOnceAReasonIsChosen() throws IOException {
    String odd = BOUNCE.replace("User unknown \u001b[31m", "Blorp of <a@b.test> 17");
    Path log =
        Files.writeString(
            directory.resolve("mail.log"),
            odd.replace("5.1.1", "5.0.0") + odd.replace("5.1.1", "5.0.0").replace("17", "9"));
    Result result = run("unknown", log.toString());
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .startsWith("# 2 replies, ")
        .contains("pattern = ^<~>: blorp of <~> \\S+$")
        .doesNotContain("a@b.test");
    JsonNode json =
        new ObjectMapper().readTree(run("unknown", "--format", "json", log.toString()).out());
    assertThat(json.get("templates").get(0).get("count").asInt()).isEqualTo(2);

    Path rules = directory.resolve("own.rules");
    Path config =
        Files.writeString(
            directory.resolve("c.yaml"), "rules: [own.rules]\nsources: [{path: " + log + "}]\n");
    Files.writeString(rules, result.out());
    assertThat(run("check", "--config", config.toString()).out())
        .contains("own.rules:3: no such reason: CHOOSE; write bad_mailbox");
    Files.writeString(rules, result.out().replace("CHOOSE", "policy_rejected"));
    Result checked = run("check", "--config", config.toString());
    assertThat(checked.status()).as(checked.out()).isZero();
    assertThat(checked.out()).contains("has 1 rules of its own");
  }

  @Test
  void rulesOfAConfigurationAreAskedFirst() throws IOException {
    Path log = Files.writeString(directory.resolve("mail.log"), BOUNCE);
    Path config = Files.writeString(directory.resolve("c.yaml"), "rules: [own.rules]\n");
    Path rules = directory.resolve("own.rules");
    Files.writeString(
        rules,
        """
        [own.blorp]
        reason = rate_limited
        confidence = low
        pattern = user unknown
        example = 550 5.1.1 User unknown
        """);
    String file = log.toString();
    String[] with = {"--config", config.toString()};
    assertThat(run("explain", with[0], with[1], "--format", "json", "550 5.1.1 User unknown").out())
        .contains("\"own.blorp\"");
    assertThat(pipe("550 5.1.1 User unknown\n", "explain", with[0], with[1], "-").out())
        .contains("\"own.blorp\"");
    assertThat(run("events", with[0], with[1], file).out()).contains("\"own.blorp\"");
    assertThat(run("report", with[0], with[1], file).out()).contains("rate_limited");
    assertThat(run("unknown", with[0], with[1], file).out()).startsWith("# 1 reply, ");
    assertThat(run("unknown", file).out()).startsWith("# Every reply");
    Files.writeString(rules, "[own.blorp]\nreason = nonsense\n");
    Result faulty = run("explain", with[0], with[1], "550");
    assertThat(faulty.status()).isEqualTo(Main.USAGE);
    assertThat(faulty.err()).contains("own.rules:2: no such reason: nonsense");
  }

  @Test
  void unknownWithoutAStoreSaysWhatToName() {
    Result result = run("unknown", "--store", directory.resolve("none").toString());
    assertThat(result.status()).isEqualTo(Main.FAILURE);
    assertThat(result.err()).contains("There is no store in", "--config");
  }

  private static Result pipe(String input, String command, String... arguments) {
    InputStream in = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      String[] all = new String[arguments.length + 1];
      all[0] = command;
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      return run(all);
    } finally {
      System.setIn(in);
    }
  }
}
