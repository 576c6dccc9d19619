package io.bouncewatch.source;

import static io.bouncewatch.source.LogDirectory.all;
import static io.bouncewatch.source.LogDirectory.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.FilePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns: which files are logs of their own, and that each is followed exactly. */
class GlobSourceTest {

  @TempDir Path directory;
  private LogDirectory logs;

  @BeforeEach
  void begin() {
    logs = new LogDirectory(directory);
  }

  private Reading follow(String pattern) {
    return new Reading(directory.resolve(pattern));
  }

  @Test
  void followsEveryMatchAndTakesNoRotatedFileForALog() throws IOException {
    logs.append("mail.log", lines("a"));
    logs.append("mail.log.1", lines("ancient"));
    logs.append("mail.log.2", lines("older"));
    Packing.GZ.pack(logs.path("mail.log.2"));
    logs.append("mail.log-20261120", lines("dated"));
    logs.append("mail.log.old", lines("aside"));
    logs.append("mail.logger", lines("b"));
    try (Reading reading = follow("mail.log*")) {
      assertThat(reading.settle()).containsExactly(all("a", "b"));
    }
  }

  @Test
  void followsRotationOfEachMatchAndRestarts() throws IOException {
    logs.append("mail-in.log", lines("i1"));
    logs.append("mail-out.log", lines("o1"));
    try (Reading reading = follow("mail*.log*")) {
      reading.poll();
      logs.append("mail-in.log", lines("i2"));
      logs.move("mail-in.log", "mail-in.log.1");
      reading.restart();
      reading.settle();
      logs.append("mail-in.log", lines("i3"));
      logs.append("mail-out.log", lines("o2"));
      reading.restart();
      assertThat(reading.settle())
          .containsSubsequence(all("i1", "i2", "i3"))
          .containsSubsequence(all("o1", "o2"))
          .hasSize(5);
      assertThat(reading.source().positions())
          .extracting(FilePosition::fileId)
          .anyMatch(id -> id.contains("mail-in.log") && id.contains("open"))
          .anyMatch(id -> id.contains("mail-out.log"));
      assertThat(reading.lost()).isEmpty();
    }
  }

  @Test
  void picksUpFilesAndDirectoriesThatComeLaterFromTheirBeginning() throws IOException {
    Path pattern = directory.resolve("exim*").resolve("*main*");
    try (Reading reading = new Reading(pattern, StartAt.END)) {
      reading.poll();
      assertThat(reading.source().trouble())
          .get()
          .asString()
          .contains("no file matches " + pattern);
      Files.createDirectory(logs.path("exim4"));
      Files.writeString(logs.path("exim4").resolve("mainlog"), lines("a"));
      reading.clock.advance(Duration.ofMillis(999));
      assertThat(reading.poll()).isEmpty();
      reading.clock.advance(Duration.ofMillis(1));
      assertThat(reading.poll()).containsExactly(all("a"));
      assertThat(reading.source().trouble()).isEmpty();
    }
  }

  @Test
  void beginsAtTheEndOfWhatIsThereAtFirst() throws IOException {
    logs.append("mail.log", lines("old"));
    try (Reading reading = new Reading(directory.resolve("*.log"), StartAt.END)) {
      reading.poll();
      logs.append("mail.log", lines("new"));
      logs.append("other.log", lines("other"));
      assertThat(reading.settle()).containsExactlyInAnyOrder(all("new", "other"));
    }
  }

  @Test
  void readsAFileOfTwoNamesOnce() throws IOException {
    logs.append("mail.log", lines("a"));
    Files.createSymbolicLink(logs.path("maillog"), logs.path("mail.log"));
    try (Reading reading = follow("mail*")) {
      assertThat(reading.settle()).containsExactly(all("a"));
      logs.append("mail.log", lines("b"));
      logs.move("mail.log", "mail.archive");
      assertThat(reading.settle()).containsExactly(all("a", "b"));
    }
  }

  @Test
  void followsDatedLogsAndForgetsThemADayAfterTheyAreGone() throws IOException {
    logs.append("mail-20261120.log", lines("1"));
    try (Reading reading = follow("mail-*.log")) {
      reading.poll();
      logs.append("mail-20261121.log", lines("2"));
      assertThat(reading.settle()).containsExactly(all("1", "2"));
      logs.delete("mail-20261120.log");
      reading.settle();
      assertThat(reading.source().trouble()).isEmpty();
      assertThat(logsWithPositions(reading)).isEqualTo(2);
      reading.clock.advance(Duration.ofDays(1));
      reading.poll();
      assertThat(logsWithPositions(reading)).isEqualTo(1);
    }
  }

  @Test
  void aNameThatLooksLikeAPatternIsANameIfThereIsSuchAFile() throws IOException {
    logs.append("mail[1].log", lines("a"));
    assertThat(Glob.isGlob(logs.path("mail[1].log"))).isFalse();
    assertThat(Glob.isGlob(logs.path("mail[2].log"))).isTrue();
    assertThat(Glob.isGlob(logs.path("mail.log"))).isFalse();
  }

  private static long logsWithPositions(Reading reading) {
    return reading.source().positions().stream()
        .flatMap(position -> LogPosition.parse(position).stream())
        .map(LogPosition::log)
        .distinct()
        .count();
  }
}
