package io.bouncewatch.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log was rotated hundreds of times while nobody read it. */
final class BacklogTest {

  private static final int FILES = 300;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isReadInOrderAFewFilesAtATime(boolean killedOften) throws IOException {
    LogDirectory logs = new LogDirectory(directory);
    List<String> expected = new ArrayList<>();
    logs.append("mail.log", "begin\n");
    expected.add("begin");
    try (Reading reading = new Reading(logs.path("mail.log"))) {
      reading.poll();
      for (int i = 0; i < FILES; i++) {
        // Nothing of some files: they tell nothing of the order, and must not be in the way.
        String line = "line " + i;
        if (i % 7 > 0) {
          logs.append("mail.log", line + "\n");
          expected.add(line);
        } else {
          logs.append("mail.log", "");
        }
        // Long ago: nobody writes to it any more.
        Files.setLastModifiedTime(
            logs.path("mail.log"), FileTime.from(reading.clock.instant().minusSeconds(900 - i)));
        logs.move("mail.log", "mail.log-2026%04d".formatted(i + 1));
        logs.append("mail.log", "");
      }
      logs.append("mail.log", "end\n");
      expected.add("end");

      int most = 0;
      for (int i = 0; i < 3 * FILES && reading.lines().size() < expected.size(); i++) {
        reading.clock.advance(Duration.ofSeconds(1));
        reading.poll(64);
        most = Math.max(most, waiting(reading));
        if (killedOften && i % 10 == 0) {
          reading.restart();
        }
      }
      assertThat(reading.settle()).containsExactlyElementsOf(expected);
      assertThat(most)
          .isBetween(Recovery.MOST_OPEN / 2, Recovery.MOST_OPEN + Recovery.MOST_OPEN / 6);
      assertThat(reading.source().lagBytes()).isZero();
      assertThat(reading.lost()).isEmpty();
    }
  }

  @Test
  void countsWhatIsDeletedBeforeItsTurn() throws IOException {
    LogDirectory logs = new LogDirectory(directory);
    logs.append("mail.log", "begin\n");
    try (Reading reading = new Reading(logs.path("mail.log"), StartAt.BEGINNING, 2)) {
      reading.poll();
      for (int i = 0; i < 10; i++) {
        logs.move("mail.log", "mail.log-2026%04d".formatted(i + 1));
        String hole = "\0".repeat(i == 5 ? 100 : 0);
        logs.append("mail.log", hole + "line %d %s\n".formatted(i, "x".repeat(50)));
      }
      reading.clock.advance(Duration.ofSeconds(1));
      reading.poll(0);
      long gone = Files.size(logs.path("mail.log-20260007")) - 100;
      Files.delete(logs.path("mail.log-20260007"));
      // It is another file now, but nothing of it is lost.
      Packing.GZ.copy(logs.path("mail.log-20260008"));
      Files.delete(logs.path("mail.log-20260008"));
      for (int i = 0; i < 15; i++) {
        reading.clock.advance(Duration.ofSeconds(1));
        reading.poll();
      }
      assertThat(reading.settle()).hasSize(10).noneMatch(line -> line.startsWith("line 5 "));
      assertThat(reading.lost()).containsOnly(Map.entry(LostCause.VANISHED, gone));
    }
  }

  /** Files that are open or will be sought; what is read is remembered as such. */
  private static int waiting(Reading reading) {
    return (int)
        reading.source().positions().stream()
            .filter(position -> position.fileId().contains(" open "))
            .count();
  }

  @Test
  void countsWhatIsNotOpenedYetAsLag() throws IOException {
    LogDirectory logs = new LogDirectory(directory);
    logs.append("mail.log", "begin\n");
    try (Reading reading = new Reading(logs.path("mail.log"), StartAt.BEGINNING, 2)) {
      reading.poll();
      for (int i = 0; i < 10; i++) {
        logs.move("mail.log", "mail.log-2026%04d".formatted(i + 1));
        logs.append("mail.log", "line " + i + "\n");
      }
      reading.clock.advance(Duration.ofSeconds(1));
      reading.poll(0);
      // The live file is not looked at before those that came before it.
      assertThat(reading.source().lagBytes()).isEqualTo(9 * "line 0\n".length());
      for (int i = 0; i < 10; i++) {
        reading.clock.advance(Duration.ofSeconds(1));
        reading.poll();
      }
      assertThat(reading.settle()).hasSize(11);
      assertThat(reading.source().lagBytes()).isZero();
    }
  }
}
