package io.bouncewatch.source;

import static io.bouncewatch.source.LogDirectory.all;
import static io.bouncewatch.source.LogDirectory.line;
import static io.bouncewatch.source.LogDirectory.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file, not rotated: where reading begins, what a line is, and what can be the matter. */
class FileSourceTest {

  @TempDir Path directory;
  private LogDirectory logs;
  private Path log;

  @BeforeEach
  void name() {
    logs = new LogDirectory(directory);
    log = logs.path("mail.log");
  }

  @Test
  void readsFromTheBeginningAndThenFromTheSavedPosition() throws IOException {
    logs.append("mail.log", lines("a", "b"));
    try (Reading reading = new Reading(log)) {
      assertThat(reading.poll()).containsExactly(all("a", "b"));
      logs.append("mail.log", lines("c"));
      reading.restart();
      assertThat(reading.settle()).containsExactly(all("a", "b", "c"));
    }
  }

  @Test
  void beginsAtTheEndOnlyInAFileThatIsThereAndWasNeverSeen() throws IOException {
    logs.append("mail.log", lines("old") + line("half"));
    try (Reading reading = new Reading(log, StartAt.END)) {
      assertThat(reading.poll()).isEmpty();
      logs.append("mail.log", " whole\n");
      assertThat(reading.poll()).containsExactly(line("half") + " whole");
      reading.restart();
      logs.append("mail.log", lines("b"));
      logs.move("mail.log", "mail.log.1");
      logs.append("mail.log", lines("c"));
      assertThat(reading.settle()).containsExactly(line("half") + " whole", line("b"), line("c"));
    }
  }

  @Test
  void readsAFileThatComesLaterFromItsBeginning() throws IOException {
    Path later = directory.resolve("mail").resolve("mail.log");
    try (Reading reading = new Reading(later, StartAt.END)) {
      assertThat(reading.poll()).isEmpty();
      assertThat(reading.source().trouble())
          .get()
          .asString()
          .contains(later + " does not exist yet");
      Files.createDirectory(later.getParent());
      Files.writeString(later, lines("a"));
      assertThat(reading.poll()).containsExactly(all("a"));
      assertThat(reading.source().trouble()).isEmpty();
    }
  }

  @Test
  void waitsForTheEndOfALine() throws IOException {
    logs.append("mail.log", "one\ntw");
    try (Reading reading = new Reading(log)) {
      assertThat(reading.poll()).containsExactly("one");
      assertThat(reading.source().lagBytes()).isEqualTo(2);
      reading.restart();
      logs.append("mail.log", "o\n\n");
      assertThat(reading.settle()).containsExactly("one", "two", "");
      assertThat(reading.source().lagBytes()).isZero();
    }
  }

  @Test
  void stopsNearItsBudgetAndGoesOn() throws IOException {
    String text = "x".repeat(99) + "\n";
    logs.append("mail.log", text.repeat(10_000));
    try (Reading reading = new Reading(log)) {
      assertThat(reading.poll(1)).isEqualTo(256 * 1024);
      assertThat(reading.source().lagBytes()).isBetween(700_000L, 740_000L);
      assertThat(reading.settle()).hasSize(10_000).containsOnly("x".repeat(99));
    }
  }

  @Test
  void cutsALongLineAndCountsTheRest() throws IOException {
    int length = 10_000_000;
    logs.append("mail.log", "before\n" + "y".repeat(length) + "\nafter\n");
    try (Reading reading = new Reading(log)) {
      reading.poll(300_000);
      reading.restart();
      reading.poll(3_000_000);
      reading.settle();
      assertThat(reading.lines())
          .containsExactly("before", "y".repeat(LogLine.MAX_LENGTH), "after");
      assertThat(reading.lost())
          .containsEntry(LostCause.LINE_TOO_LONG, length - 65_536L)
          .hasSize(1);
    }
  }

  @Test
  void takesCarriageReturnsAndHolesFromLinesAndKeepsOtherBytes() throws IOException {
    String hole = "\0".repeat(1_000_000);
    logs.append("mail.log", "dos\r\n" + hole + "behind a hole\n\u00ff\u0000\u0001\n" + hole + "\n");
    try (Reading reading = new Reading(log)) {
      assertThat(reading.settle()).containsExactly("dos", "behind a hole", "\ufffd\0\1", "");
      assertThat(reading.lost()).isEmpty();
    }
  }

  @Test
  void survivesBinaryJunkWithoutALineEnd() throws IOException {
    byte[] junk = new byte[3_000_000];
    java.util.Arrays.fill(junk, (byte) 0x80);
    Files.write(log, junk);
    try (Reading reading = new Reading(log)) {
      assertThat(reading.settle()).isEmpty();
      logs.append("mail.log", "\n" + lines("a"));
      assertThat(reading.settle()).hasSize(2).endsWith(all("a"));
    }
  }

  @Test
  void saysWhatIsTheMatterAndGoesOnTrying() throws IOException {
    Files.createDirectory(log);
    try (Reading reading = new Reading(log)) {
      reading.poll();
      assertThat(reading.source().trouble())
          .contains(
              log + " is a directory; name the log file in it, or " + log + "/* for all of them");
      Files.delete(log);
      Files.createSymbolicLink(log, log);
      reading.poll();
      assertThat(reading.source().trouble())
          .get()
          .asString()
          .startsWith("can't read " + log + ": ");
      Files.delete(log);
      logs.append("mail.log", lines("a"));
      assertThat(reading.poll()).containsExactly(all("a"));
      assertThat(reading.source().trouble()).isEmpty();
    }
  }

  @Test
  void waitsForPermission() throws IOException {
    logs.append("mail.log", lines("a"));
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(log), "root may read everything");
    try (Reading reading = new Reading(log, StartAt.BEGINNING)) {
      assertThat(reading.poll()).isEmpty();
      assertThat(reading.source().trouble())
          .get()
          .asString()
          .contains("can't read " + log, "permission denied; let the user");
      Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r-----"));
      assertThat(reading.poll()).containsExactly(all("a"));
    }
  }

  @Test
  void givesOffsetsThatStayTheSameAfterARestart() throws IOException {
    logs.append("mail.log", "\0\0first\nsecond\n");
    try (FileSource source =
        new FileSource(log, java.util.List.of(), StartAt.BEGINNING, new FakeClock())) {
      StringBuilder offsets = new StringBuilder();
      source.poll(line -> offsets.append(line.offset()).append(' '), 1);
      assertThat(offsets).hasToString("2 8 ");
      assertThat(source.positions()).last().extracting("offset").isEqualTo(15L);
    }
  }

  @Test
  void keepsNothingOfATextThatIsNoPosition() throws IOException {
    Files.write(log, lines("a").getBytes(StandardCharsets.UTF_8));
    var nonsense = new io.bouncewatch.event.FilePosition("nonsense", 7);
    try (FileSource source =
        new FileSource(log, java.util.List.of(nonsense), StartAt.END, new FakeClock())) {
      java.util.List<String> read = new java.util.ArrayList<>();
      source.poll(line -> read.add(line.text()), 1);
      assertThat(read).containsExactly(all("a"));
    }
  }
}
