package io.bouncewatch.source;

import static io.bouncewatch.source.LogDirectory.all;
import static io.bouncewatch.source.LogDirectory.line;
import static io.bouncewatch.source.LogDirectory.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are copied and truncated, cut or deleted, and what is lost by it. */
class TruncationTest extends FollowingTest {

  @Test
  void readsTheCopyOfATruncatedFile() throws IOException {
    logs.append("mail.log", lines("b"));
    logs.copy("mail.log", "mail.log.1");
    logs.truncate("mail.log");
    logs.append("mail.log", lines("c"));
    expect("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noticesATruncationBetweenItsLookAndItsRead(boolean empty) throws IOException {
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log.1", lines("b"));
    logs.append("mail.log", empty ? "" : lines("c"));
    reading.poll();
    reading.clock.advance(Duration.ofSeconds(2));
    logs.append("mail.log.1", lines("late"));
    reading.atNextLine(
        () -> {
          try {
            logs.append("mail.log", empty ? lines("c") : "");
            logs.move("mail.log.1", "mail.log.2");
            logs.copy("mail.log", "mail.log.1");
            logs.truncate("mail.log");
            logs.append("mail.log", lines("d", "e"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    expect("a", "b", "late", "c", "d", "e");
  }

  @Test
  void noticesThatATruncatedFileGrewBeyondItsOldLength() throws IOException {
    logs.append("mail.log", lines("b"));
    logs.copy("mail.log", "mail.log.1");
    logs.truncate("mail.log");
    logs.append("mail.log", lines("c", "d", "e", "f"));
    expect("a", "b", "c", "d", "e", "f");
  }

  @Test
  void readsACopyAndTruncationWhileDown() throws IOException {
    logs.append("mail.log", lines("b"));
    logs.copy("mail.log", "mail.log.1");
    Packing.GZ.pack(logs.path("mail.log.1"));
    logs.truncate("mail.log");
    logs.append("mail.log", lines("c", "d", "e"));
    reading.restart();
    expect("a", "b", "c", "d", "e");
  }

  /** In the second after a start, in which the file that is gone is waited for. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsTheOrderOfWhatIsTruncatedWhileAnotherFileIsWaitedFor(boolean empty) throws IOException {
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log", lines("b"));
    reading.poll();
    reading.clock.advance(Duration.ofSeconds(2));
    reading.poll();
    reading.restart();
    logs.delete("mail.log.1");
    reading.poll();
    logs.truncate("mail.log");
    if (empty) {
      reading.poll();
    }
    logs.append("mail.log", lines("c"));
    reading.poll();
    logs.delete("mail.log");
    logs.append("mail.log", lines("d"));
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log", lines("e"));
    expect("a", "b", "c", "d", "e");
  }

  @Test
  void keepsWhatIsTruncatedAndDeletedWhileAnotherFileIsWaitedFor() throws IOException {
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log", lines("b"));
    reading.clock.advance(Duration.ofSeconds(2));
    reading.poll();
    reading.clock.advance(Duration.ofSeconds(2));
    reading.poll();
    logs.delete("mail.log.1");
    logs.truncate("mail.log");
    logs.append("mail.log", lines("c"));
    reading.restart();
    reading.poll();
    logs.delete("mail.log");
    expect("a", "b", "c");
  }

  @Test
  void passesOverTheHoleOfAWriterThatGoesOnAtItsOldPlace() throws IOException {
    long size = Files.size(logs.path("mail.log"));
    logs.copy("mail.log", "mail.log.1");
    logs.truncate("mail.log");
    logs.append("mail.log", "\0".repeat((int) size) + lines("b"));
    expect("a", "b");
  }

  @Test
  void countsWhatATruncationTookUnread() throws IOException {
    logs.append("mail.log", line("half"));
    reading.poll();
    logs.truncate("mail.log");
    logs.append("mail.log", "b\n");
    assertThat(reading.settle()).containsExactly(line("a"), "b");
    assertThat(reading.lost()).containsExactly(entry(LostCause.TRUNCATED, line("half").length()));
  }

  @Test
  void goesOnAtTheNewEndOfAFileWhoseTailIsGone() throws IOException {
    logs.append("mail.log", lines("b".repeat(2000)) + "x".repeat(300));
    reading.poll();
    try (var file = Files.newByteChannel(logs.path("mail.log"), StandardOpenOption.WRITE)) {
      file.truncate(file.size() - 200);
    }
    reading.poll();
    logs.append("mail.log", "y\n" + lines("c"));
    reading.restart();
    assertThat(reading.settle())
        .containsExactly(line("a"), line("b".repeat(2000)), "x".repeat(100) + "y", line("c"));
    assertThat(reading.lost()).containsExactly(entry(LostCause.TRUNCATED, 200));
  }

  @Test
  void countsWhatIsKnownOfAFileThatVanishedWhileDown() throws IOException {
    logs.append("mail.log", line("half"));
    reading.poll();
    reading.restart();
    logs.delete("mail.log");
    Files.createFile(logs.path("other"));
    logs.append("mail.log", lines("b"));
    assertThat(reading.settle()).containsExactly(all("a", "b"));
    assertThat(reading.lost().values()).containsExactly((long) line("half").length());
  }

  private static java.util.Map.Entry<LostCause, Long> entry(LostCause cause, long bytes) {
    return java.util.Map.entry(cause, bytes);
  }
}
