package io.bouncewatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.event.Recipients;
import io.bouncewatch.ledger.LedgerException;
import io.bouncewatch.ledger.SqliteLedger;
import io.bouncewatch.ledger.Suppression;
import io.bouncewatch.ledger.SuppressionList;
import io.bouncewatch.privacy.KeyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/**
 * No address of a genuine log is anywhere in what an agent writes, serves or says. What is looked
 * for is taken from the logs by a pattern that has nothing to do with the parsers.
 */
@Isolated("listens to the loggers of the whole process")
class PrivacyTest {

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final BounceClassifier CLASSIFIER = BounceClassifier.shipped();
  private static final List<String> LOGS =
      List.of(
          "postfix-main.traditional.log.gz",
          "postfix-expire.log.gz",
          "postfix-chain.traditional.log.gz",
          "exim-all.mainlog.gz",
          "exim-cpanel.mainlog.gz",
          "exim-syslog.traditional.log.gz");

  private static final List<String> SMALL =
      List.of("postfix-expire.log.gz", "exim-syslog.traditional.log.gz");

  private static final Pattern ADDRESS =
      Pattern.compile("(?<local>\"[^\"]{1,60}\"|[^\\s<>\"(),;:@\\[\\]\\\\]+)@(?<domain>[\\w.-]+)");

  /** Looks like an address, and holds the queue id, which is shown. */
  private static final Pattern MESSAGE_ID =
      Pattern.compile("message-id=<\\S+|id=\\S+@\\S+|E1x\\S+@\\S+");

  /** Like both a delivery and nothing that can be read, with an address in it. */
  private static final String UNREADABLE =
      "Nov 21 16:31:19 mx1 postfix/smtp[15]: 4jWyQ00VHG: to=<unread.k99.1234@b.test>, relay=none,"
          + " delay=x, status=bounced (no)\n";

  private static NeedleSearch addresses = new NeedleSearch();

  @TempDir Path directory;

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger events = (Logger) LoggerFactory.getLogger(EventLog.LOGGER);
  private final Logger own = (Logger) LoggerFactory.getLogger("io.bouncewatch");

  @BeforeEach
  void listen() {
    logged.start();
    own.setLevel(Level.DEBUG);
    own.setAdditive(false);
    own.addAppender(logged);
    events.setLevel(Level.INFO);
    events.setAdditive(false);
    events.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    own.detachAppender(logged);
    own.setAdditive(true);
    own.setLevel(null);
    events.detachAppender(logged);
    events.setLevel(Level.OFF);
  }

  @Test
  void inFullEveryPlaceShowsAddresses() throws Exception {
    assertThat(addresses.size()).isGreaterThan(10_000);
    Map<String, byte[]> places = run(Recipients.FULL);
    // Where addresses are to be seen at all: that they are found there shows that the search works.
    for (String place : List.of("store", "log", "suppressions")) {
      assertThat(addresses.in(places.get(place))).describedAs(place).hasSizeGreaterThan(500);
    }
    assertThat(addresses.in(places.get("http"))).isEmpty();
    assertThat(new String(places.get("log"), StandardCharsets.UTF_8)).contains("unread.k99.1234");
  }

  @Test
  void hashedNoPlaceShowsOne() throws Exception {
    Map<String, byte[]> places = run(Recipients.HASHED);
    places.forEach((place, bytes) -> assertThat(addresses.in(bytes)).describedAs(place).isEmpty());
    assertThat(new String(places.get("suppressions"), StandardCharsets.UTF_8))
        .containsPattern("h_[a-z2-7]{20}@gmail\\.test");
  }

  @Test
  void noneNoPlaceShowsOneNorAHash() throws Exception {
    Map<String, byte[]> places = run(Recipients.NONE);
    places.forEach(
        (place, bytes) -> {
          assertThat(addresses.in(bytes)).describedAs(place).isEmpty();
          // Messages in a queue need recipients to be told apart, until they leave.
          assertThat(place.endsWith("store") ? 0 : hashes(bytes)).describedAs(place).isZero();
        });
    assertThat(hashes(tablesBut("open_message"))).isZero();
    assertThat(hashes(tablesBut("event"))).isPositive();
    assertThat(new String(places.get("suppressions"), StandardCharsets.UTF_8))
        .contains("told to keep no recipients");
    assertThat(text(places.get("store")).indexOf("@gmail.test")).isPositive();
  }

  @Test
  void changingToLessRewritesWhatIsStored() throws Exception {
    Map<String, byte[]> full = run(Recipients.FULL, SMALL);
    assertThat(addresses.in(full.get("store"))).hasSizeGreaterThan(500);
    long listed = lines(full.get("suppressions"));
    Files.createFile(store().resolve("bouncewatch.db.damaged-20260101T000000Z"));

    logged.list.clear();
    Map<String, byte[]> hashed = run(Recipients.HASHED, SMALL);
    hashed.forEach((place, bytes) -> assertThat(addresses.in(bytes)).describedAs(place).isEmpty());
    assertThat(lines(hashed.get("suppressions"))).isEqualTo(listed);
    assertThat(hashes(hashed.get("store"))).isGreaterThan(1_000);
    assertThat(text("log", hashed))
        .contains("recipients is hashed now and was full: ", "are rewritten")
        .contains("damaged-20260101T000000Z is a store that was set aside");

    logged.list.clear();
    Map<String, byte[]> fullAgain = run(Recipients.FULL, SMALL);
    assertThat(addresses.in(fullAgain.get("store"))).isEmpty();
    assertThat(text("log", fullAgain)).contains("what was stored stays as it is");
    run(Recipients.HASHED, SMALL);

    logged.list.clear();
    Map<String, byte[]> none = run(Recipients.NONE, SMALL);
    assertThat(hashes(tablesBut("open_message"))).isZero();
    assertThat(text("log", none)).contains("recipients is none now and was hashed: ");
  }

  @Test
  void hashesStayTheSameOverARestartAndADeliveryTakesOneOff() throws Exception {
    Path log = directory.resolve("one.log");
    Files.writeString(log, line("Anna.K1@b.test", "5.1.1", "bounced", "550 5.1.1 User unknown"));
    start(Recipients.HASHED, List.of(log), agent -> awaitLines(agent, 1));
    String listed = text(suppressions());
    assertThat(listed).matches("h_[a-z2-7]{20}@b\\.test DEAD\n");
    Files.writeString(
        log, Files.readString(log) + line("anna.k1@B.test", "2.0.0", "sent", "250 2.0.0 Ok"));
    start(Recipients.HASHED, List.of(log), agent -> awaitLines(agent, 2));
    assertThat(text(suppressions())).isEmpty();
  }

  @Test
  void aKeyThatOthersMayReadIsRefusedAndALostOneIsTold() throws Exception {
    Path log = Files.createFile(directory.resolve("one.log"));
    start(Recipients.HASHED, List.of(log), agent -> {});
    Path key = store().resolve(KeyFile.NAME);
    Files.setPosixFilePermissions(
        key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> start(Recipients.HASHED, List.of(log), agent -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600 " + key);
    Files.delete(key);
    logged.list.clear();
    start(Recipients.HASHED, List.of(log), agent -> {});
    assertThat(text("log", Map.of("log", said()))).contains("is another than before");
  }

  @BeforeAll
  static void readAddresses() throws IOException {
    NeedleSearch needles = new NeedleSearch();
    Set<String> seen = new java.util.HashSet<>();
    seen.add("unread.k99.1234");
    for (String name : LOGS) {
      for (byte[] line : SampleLogs.lines(name)) {
        String text = MESSAGE_ID.matcher(new String(line, StandardCharsets.UTF_8)).replaceAll("");
        Matcher address = ADDRESS.matcher(text);
        while (address.find()) {
          String local = address.group("local").replace("\"", "").replaceAll("^.*[=/?]", "");
          seen.add(local + "@" + address.group("domain"));
          // What is not somebody's alone may stand in any reply.
          if (local.matches(".*\\d.*") && local.length() > 5) {
            seen.add(local);
          }
        }
      }
    }
    seen.forEach(needles::add);
    addresses = needles;
  }

  /** Runs an agent over the logs; answers all it wrote, served and said, by place. */
  private Map<String, byte[]> run(Recipients kept) throws Exception {
    return run(kept, LOGS);
  }

  private Map<String, byte[]> run(Recipients kept, List<String> names) throws Exception {
    List<Path> logs = logs(names);
    long lines = 0;
    for (Path log : logs) {
      try (Stream<String> all = Files.lines(log, StandardCharsets.ISO_8859_1)) {
        lines += all.count();
      }
    }
    long expected = lines;
    Map<String, byte[]> places = new TreeMap<>();
    start(
        kept,
        logs,
        agent -> {
          awaitLines(agent, expected);
          ByteArrayOutputStream pages = new ByteArrayOutputStream();
          for (String path : List.of("/", "/metrics", "/readyz", "/healthz")) {
            pages.writeBytes(get(agent, path).getBytes(StandardCharsets.UTF_8));
          }
          places.put("http", pages.toByteArray());
          // While it runs, the log of the database is there, too.
          places.put("running store", stored());
          places.put("suppressions", suppressions());
        });
    places.put("store", stored());
    places.put("log", said());
    return places;
  }

  private List<Path> logs(List<String> names) throws IOException {
    List<Path> logs = new ArrayList<>();
    for (String name : names) {
      Path log = directory.resolve(name.replace(".gz", ""));
      if (Files.notExists(log)) {
        try (InputStream text = SampleLogs.open(name)) {
          Files.copy(text, log);
        }
      }
      logs.add(log);
    }
    Path unreadable = directory.resolve("unreadable.log");
    Files.writeString(unreadable, UNREADABLE);
    logs.add(unreadable);
    return logs;
  }

  @FunctionalInterface
  private interface Use {
    void of(Agent agent) throws Exception;
  }

  private void start(Recipients kept, List<Path> logs, Use use) throws Exception {
    AgentConfig config =
        AgentConfig.defaults()
            .withListen("127.0.0.1:0")
            .withStore(store())
            .withKeeping(
                new Keeping(
                    Keeping.Events.ALL,
                    kept,
                    Keeping.DEFAULT.retention(),
                    Keeping.DEFAULT.suppressions()))
            .withSources(logs.stream().map(log -> SourceConfig.parse(log.toString())).toList());
    try (Agent agent = Agent.start(config, CLASSIFIER)) {
      use.of(agent);
    }
  }

  private static void awaitLines(Agent agent, long count) {
    Pattern line = Pattern.compile("(?m)^bouncewatch_lines_total\\{.*\\} (\\S+)$");
    await()
        .atMost(SOON)
        .until(
            () ->
                line.matcher(get(agent, "/metrics"))
                        .results()
                        .mapToDouble(result -> Double.parseDouble(result.group(1)))
                        .sum()
                    == count);
  }

  private static String get(Agent agent, String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(agent.uri().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private Path store() {
    return directory.resolve("store");
  }

  /** What all tables of the store hold, but one. */
  private byte[] tablesBut(String left) throws SQLException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + store().resolve(SqliteLedger.FILE));
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
      tables.remove(left);
      assertThat(tables).hasSizeGreaterThan(5);
      for (String table : tables) {
        try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
          int columns = row.getMetaData().getColumnCount();
          while (row.next()) {
            for (int i = 1; i <= columns; i++) {
              byte[] value = row.getBytes(i);
              all.writeBytes(value == null ? new byte[0] : value);
              all.write(' ');
            }
          }
        }
      }
    }
    return all.toByteArray();
  }

  /** Every byte of the store but SQLite's own program. */
  private byte[] stored() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.list(store())) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().startsWith(SqliteLedger.FILE)) {
          all.writeBytes(Files.readAllBytes(file));
        }
      }
    }
    return all.toByteArray();
  }

  private byte[] suppressions() {
    StringBuilder rows = new StringBuilder();
    try (SuppressionList list = SuppressionList.open(store())) {
      list.forEach(Instant.MIN, row -> rows.append(described(row)));
    } catch (LedgerException refused) {
      rows.append(refused.getMessage());
    }
    return rows.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String described(Suppression row) {
    return row.address() + " " + row.state() + "\n";
  }

  private byte[] said() {
    return List.copyOf(logged.list).stream()
        .map(
            event ->
                event.getFormattedMessage()
                    + (event.getKeyValuePairs() == null ? "" : event.getKeyValuePairs()))
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String text(String place, Map<String, byte[]> places) {
    return text(places.get(place));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static long hashes(byte[] bytes) {
    return Pattern.compile("h_[a-z2-7]{20}").matcher(text(bytes)).results().count();
  }

  private static long lines(byte[] bytes) {
    return text(bytes).lines().count();
  }

  private static String line(String recipient, String code, String status, String reply) {
    return ("Nov 21 16:31:19 mx1 postfix/smtp[15]: 4jWyQ00VHG: to=<%s>, relay=mx[192.0.2.1]:25,"
            + " delay=1, delays=0/0/0/0, dsn=%s, status=%s (host mx[192.0.2.1] said: %s)\n")
        .formatted(recipient, code, status, reply);
  }
}
