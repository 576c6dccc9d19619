package io.bouncewatch.source;

import static io.bouncewatch.source.LogDirectory.all;
import static io.bouncewatch.source.LogDirectory.line;
import static io.bouncewatch.source.LogDirectory.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rotation of every kind, while the agent runs and while it is down. */
class RotationTest extends FollowingTest {

  @Test
  void readsARenamedFileToItsEndFirst() throws IOException {
    logs.append("mail.log", lines("b"));
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log", lines("c"));
    expect("a", "b", "c");
  }

  @Test
  void beginsTheNextFileASecondAfterTheRotation() throws IOException {
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log", lines("c"));
    reading.poll();
    logs.append("mail.log.1", lines("b"));
    assertThat(reading.poll()).containsExactly(all("a", "b"));
    reading.clock.advance(Duration.ofSeconds(1));
    assertThat(reading.poll()).containsExactly(all("a", "b", "c"));
  }

  @Test
  void readsWhatALateWriterAddsLongAfter() throws IOException {
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log", lines("b"));
    reading.settle();
    logs.append("mail.log.1", lines("late"));
    assertThat(reading.settle()).containsExactly(all("a", "b", "late"));
    reading.restart();
    logs.append("mail.log.1", lines("later"));
    expect("a", "b", "late", "later");
  }

  /** It was quiet for long and has only now got its name, and a file without one comes after it. */
  @Test
  void readsWhatALateWriterAddsToAFileThatWasQuietBeforeItsRotation() throws IOException {
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log", "");
    reading.settle();
    logs.append("mail.log", lines("gone"));
    logs.delete("mail.log");
    logs.append("mail.log", lines("b"));
    logs.modified("mail.log", "2026-11-21T10:00:00Z");
    logs.move("mail.log.1", "mail.log.2");
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log", lines("c"));
    reading.poll();
    reading.clock.advance(Duration.ofSeconds(2));
    reading.poll();
    logs.append("mail.log.1", lines("late"));
    assertThat(reading.settle()).containsExactlyInAnyOrder(all("a", "gone", "b", "c", "late"));
  }

  @Test
  void handsOutALastLineWithoutEndWhenTheFileIsFinished() throws IOException {
    logs.append("mail.log", line("b"));
    logs.move("mail.log", "mail.log.1");
    reading.poll();
    reading.clock.advance(Duration.ofSeconds(29));
    assertThat(reading.poll()).containsExactly(all("a"));
    reading.clock.advance(Duration.ofSeconds(1));
    assertThat(reading.poll()).containsExactly(all("a", "b"));
    expect("a", "b");
  }

  @Test
  void readsSeveralRotationsBetweenTwoLooks() throws IOException {
    logs.move("mail.log", "mail.log.2");
    logs.append("mail.log.1", lines("b"));
    logs.append("mail.log", lines("c"));
    expect("a", "b", "c");
  }

  @ParameterizedTest
  @EnumSource
  void readsRotationsWhileDownThoughCompressed(Packing packing) throws IOException {
    logs.append("mail.log", lines("b"));
    logs.move("mail.log", "mail.log.3");
    packing.pack(logs.path("mail.log.3"));
    logs.append("mail.log.2", lines("c", "d"));
    packing.pack(logs.path("mail.log.2"));
    logs.append("mail.log.1", lines("e"));
    logs.append("mail.log", lines("f"));
    reading.restart();
    expect("a", "b", "c", "d", "e", "f");
  }

  @ParameterizedTest
  @EnumSource
  void readsOnInAFileCompressedBetweenTwoLooks(Packing packing) throws IOException {
    logs.append("mail.log", lines("b"));
    logs.move("mail.log", "mail.log-20261121");
    packing.pack(logs.path("mail.log-20261121"));
    logs.append("mail.log-20261122", lines("c"));
    packing.pack(logs.path("mail.log-20261122"));
    logs.append("mail.log", lines("d"));
    expect("a", "b", "c", "d");
  }

  @Test
  void followsTheOrderOfNumbersAndDatesThoughTimesAreWrong() throws IOException {
    logs.move("mail.log", "mail.log-20261119");
    logs.append("mail.log-20261120", lines("b"));
    logs.append("mail.log-20261121.gz", "");
    logs.delete("mail.log-20261121.gz");
    logs.append("mail.log-20261121", lines("c"));
    logs.modified("mail.log-20261120", "2026-11-21T09:00:00Z");
    logs.modified("mail.log-20261121", "2026-11-01T09:00:00Z");
    logs.append("mail.log", lines("d"));
    reading.restart();
    expect("a", "b", "c", "d");
  }

  @Test
  void leavesFilesFromBeforeItsTimeAloneThoughTouched() throws IOException {
    logs.append("mail.log.2", lines("ancient"));
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log", lines("b"));
    logs.modified("mail.log.2", "2030-01-01T00:00:00Z");
    expect("a", "b");
  }

  @Test
  void readsWhatIsLeftWhenTheFileItStoodInIsGone() throws IOException {
    beginWith("mail.log.1");
    logs.append("mail.log", lines("unread"));
    reading.poll(0);
    reading.poll();
    logs.delete("mail.log");
    logs.move("mail.log.1", "mail.log.2");
    logs.append("mail.log.1", lines("b"));
    logs.modified("mail.log.1", "2000-01-01T00:00:00Z");
    logs.append("mail.log", lines("c"));
    reading.restart();
    expect("a", "unread", "b", "c");
  }

  @Test
  void goesByTimeWhenNothingThatItKnewIsLeft() throws IOException {
    beginWith("mail.log.4", "mail.log.3", "mail.log.2", "mail.log.1");
    logs.append("mail.log", lines("unread"));
    reading.poll(0);
    logs.modified("mail.log", "2026-11-21T00:00:01.500Z");
    reading.poll();
    logs.delete("mail.log");
    logs.delete("mail.log.1");
    logs.delete("mail.log.2");
    logs.delete("mail.log.3");
    logs.append("mail.log.1", lines("b"));
    logs.modified("mail.log.1", "2026-11-21T00:00:01Z");
    logs.append("mail.log", lines("c"));
    reading.restart();
    expect("a", "unread", "b", "c");
  }

  /** Begins anew when there are rotated files, each written a little after the one before. */
  private void beginWith(String... rotated) throws IOException {
    reading.close();
    for (int i = 0; i < rotated.length; i++) {
      logs.append(rotated[i], lines("ancient " + i));
      logs.modified(rotated[i], "2026-11-20T00:00:0" + i + "Z");
    }
    reading = new Reading(logs.path("mail.log"));
    reading.poll();
  }

  @Test
  void readsBothWhenNumbersAndDatesAreMixed() throws IOException {
    logs.append("mail.log", lines("b"));
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log", lines("c"));
    reading.settle();
    reading.source().close();
    logs.move("mail.log", "mail.log-20261121");
    logs.append("mail.log", lines("d"));
    logs.move("mail.log.1", "mail.log.2");
    logs.move("mail.log", "mail.log.1");
    // A writer that lags: its file looks newer than what came after it.
    logs.modified("mail.log.1", "2000-01-01T00:00:00Z");
    logs.append("mail.log", lines("e"));
    reading.restart();
    assertThat(reading.settle()).containsExactlyInAnyOrder(all("a", "b", "c", "d", "e"));
    assertThat(reading.lost()).isEmpty();
    reading.restart();
    assertThat(reading.settle()).hasSize(5);
  }

  @Test
  void readsADeletedFileToItsEnd() throws IOException {
    logs.append("mail.log", lines("b"));
    logs.delete("mail.log");
    logs.append("mail.log", lines("c"));
    expect("a", "b", "c");
  }

  @Test
  void isNotMisledByAnInodeThatIsUsedAgain() throws IOException {
    reading.source().close();
    logs.delete("mail.log");
    logs.append("mail.log", lines("b", "c"));
    reading.restart();
    expect("a", "b", "c");
  }

  @Test
  void goesOnInACopyThatReplacesTheFile() throws IOException {
    logs.copy("mail.log", "new");
    logs.append("new", lines("b"));
    Files.move(logs.path("new"), logs.path("mail.log"), StandardCopyOption.REPLACE_EXISTING);
    expect("a", "b");
  }

  @Test
  void readsOneOfTwoCopiesOnce() throws IOException {
    String long1 = lines("x".repeat(1500));
    logs.append("mail.log", long1 + lines("b"));
    logs.copy("mail.log", "mail.log.bak");
    logs.move("mail.log", "mail.log.2");
    logs.copy("mail.log.2", "mail.log.1");
    logs.append("mail.log", lines("c"));
    reading.restart();
    expect("a", "x".repeat(1500), "b", "c");
  }

  @Test
  void rotatesByHardLink() throws IOException {
    logs.append("mail.log", lines("b"));
    Files.createLink(logs.path("mail.log.1"), logs.path("mail.log"));
    reading.poll();
    logs.append("new", lines("c"));
    Files.move(logs.path("new"), logs.path("mail.log"), StandardCopyOption.REPLACE_EXISTING);
    expect("a", "b", "c");
  }

  @Test
  void takesAFileThatComesBackForTheSame() throws IOException {
    logs.move("mail.log", "aside");
    reading.settle();
    logs.append("aside", lines("b"));
    logs.move("aside", "mail.log");
    expect("a", "b");
  }

  @Test
  void readsTheOldTargetOfALinkToItsEnd() throws IOException {
    Path link = logs.path("current");
    logs.append("mail-20261120.log", lines("1"));
    Files.createSymbolicLink(link, Path.of("mail-20261120.log"));
    try (Reading linked = new Reading(link)) {
      linked.poll();
      logs.append("mail-20261120.log", lines("2"));
      logs.append("mail-20261121.log", lines("3"));
      logs.append("mail-20261122.log", lines("4"));
      linked.restart();
      Files.delete(link);
      Files.createSymbolicLink(link, Path.of("mail-20261122.log"));
      assertThat(linked.settle()).containsExactly(all("1", "2", "3", "4"));
      logs.append("mail-20261122.log", lines("5"));
      logs.append("mail-20261123.log", lines("6"));
      Files.delete(link);
      Files.createSymbolicLink(link, Path.of("mail-20261123.log"));
      assertThat(linked.settle()).containsExactly(all("1", "2", "3", "4", "5", "6"));
      assertThat(linked.lost()).isEmpty();
    }
  }

  @Test
  void waitsAMomentForAFileThatIsJustBeingRenamed() throws IOException {
    logs.append("mail.log", lines("b"));
    Path elsewhere = Files.createDirectory(logs.path("elsewhere")).resolve("x");
    Files.move(logs.path("mail.log"), elsewhere);
    logs.append("mail.log", lines("c"));
    reading.restart();
    reading.poll();
    reading.clock.advance(Duration.ofMillis(999));
    assertThat(reading.poll()).containsExactly(all("a"));
    Files.move(elsewhere, logs.path("mail.log.1"));
    expect("a", "b", "c");
  }

  @Test
  void remembersAFinishedFileThatOutlivesItsSuccessor() throws IOException {
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log", lines("b"));
    reading.settle();
    logs.append("mail.log.1", lines("late"));
    logs.modified("mail.log.1", "2100-01-01T00:00:00Z");
    logs.delete("mail.log");
    logs.append("mail.log", lines("c"));
    reading.settle();
    logs.move("mail.log.1", "mail.log.2");
    Packing.GZ.pack(logs.path("mail.log.2"));
    logs.delete("mail.log");
    logs.append("mail.log", lines("d"));
    expect("a", "b", "late", "c", "d");
  }

  @Test
  void losesNothingWhenKilledAtAnyLook() throws IOException {
    logs.append("mail.log", lines("b") + line("c"));
    Reading.Commit first = reading.commit();
    reading.poll();
    Reading.Commit second = reading.commit();
    logs.move("mail.log", "mail.log.1");
    logs.append("mail.log", lines("d"));
    reading.poll();
    reading.killedAt(second);
    reading.settle();
    reading.killedAt(first);
    logs.append("mail.log.1", " rest\n");
    assertThat(reading.settle())
        .containsExactly(line("a"), line("b"), line("c") + " rest", line("d"));
  }
}
