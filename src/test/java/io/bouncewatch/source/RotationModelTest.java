package io.bouncewatch.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.bouncewatch.event.FilePosition;
import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of a log, its rotation and its reader: every line comes once, in order, unless
 * it was gone from disk before it could be read.
 *
 * <p>{@code -Dbouncewatch.seed=N} runs one history again, {@code -Dbouncewatch.histories=N} more.
 */
class RotationModelTest {

  private static final int OPERATIONS = 30;
  private static final Pattern NUMBER = Pattern.compile("^Nov 21 10:00:00 mx \\S+\\[(\\d+)]: x*$");

  @TempDir Path directory;

  @Test
  void readsEveryLineOnceWhateverRotationDoes() throws IOException {
    Long seed = Long.getLong("bouncewatch.seed");
    if (seed != null) {
      new Run(seed, true).go();
      return;
    }
    long first = System.nanoTime();
    int histories = Integer.getInteger("bouncewatch.histories", 5_000);
    System.out.println("RotationModelTest seeds " + first + " and " + histories + " on");
    for (long i = first; i < first + histories; i++) {
      try {
        new Run(i, false).go();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("-Dbouncewatch.seed=" + i + ": " + e.getMessage(), e);
      }
    }
  }

  private final class Run {
    private final boolean told;
    private final Random random;
    private final Path log;
    private final Reading reading;
    private final ModelWorld world;
    private final Set<ModelLine> handedOut = new HashSet<>();
    private final List<Reading.Commit> commits = new ArrayList<>();
    private int seen;

    Run(long seed, boolean told) throws IOException {
      this.told = told;
      // The first draws of neighbouring seeds are nearly the same otherwise.
      this.random = new Random(new SplittableRandom(seed).nextLong());
      this.log = directory.resolve("mail.log");
      empty();
      int mostOpen = random.nextBoolean() ? Recovery.MOST_OPEN : 1 + random.nextInt(3);
      this.reading = new Reading(log, StartAt.BEGINNING, mostOpen);
      this.world =
          new ModelWorld(
              log,
              random,
              reading.clock,
              key -> ((FileSource) reading.source()).reads(key),
              handedOut);
    }

    private void empty() throws IOException {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    }

    void go() throws IOException {
      try (reading) {
        world.write(false);
        poll();
        for (int i = 0; i < OPERATIONS; i++) {
          pause();
          step(random.nextInt(100));
        }
        pause();
        world.end();
        settle();
        check();
      }
    }

    /** Lets every pause of the reader pass, after the last that was read too. */
    private void settle() {
      int idle = 0;
      for (int i = 0; idle < 6; i++) {
        idle = poll() > 0 ? 0 : idle + 1;
        reading.clock.advance(Duration.ofSeconds(i < 4 ? 1 : 31));
      }
    }

    private void pause() {
      int choice = random.nextInt(40);
      long millis = choice == 0 ? 40_000 : choice < 5 ? 1_500 : 1 + random.nextInt(300);
      reading.clock.advance(Duration.ofMillis(millis));
    }

    private void step(int choice) throws IOException {
      if (choice < 25) {
        tell("write");
        world.write(random.nextInt(4) == 0);
      } else if (choice < 30) {
        tell("write late");
        world.writeLate();
      } else if (choice < 39) {
        tell("rename");
        world.rename(random.nextBoolean());
      } else if (choice < 45) {
        tell("copy and truncate");
        world.copyTruncate(this::perhaps, random.nextInt(4) == 0);
      } else if (choice < 48) {
        tell("delete and create");
        world.deleteAndCreate();
      } else if (choice < 56) {
        tell("compress");
        world.compress(this::perhaps);
      } else if (choice < 59) {
        tell("delete a rotated file");
        world.deleteOld();
      } else if (choice < 65) {
        restore(reading.commit());
      } else if (choice < 71 && !commits.isEmpty()) {
        int back = 1 + random.nextInt(Math.min(4, commits.size()));
        restore(commits.get(commits.size() - back));
      } else {
        poll();
      }
    }

    /** What may come between two halves of an operation. */
    private void perhaps() throws IOException {
      while (random.nextInt(3) == 0) {
        pause();
        if (random.nextBoolean()) {
          tell("  write");
          world.write(random.nextInt(4) == 0);
        } else {
          poll();
        }
      }
    }

    /** Looks once; returns bytes read. */
    private int poll() {
      int bytes = reading.poll(random.nextInt(4) == 0 ? 1 : Reading.PLENTY);
      tell("poll " + bytes + " lines " + reading.lines().size() + " lost " + reading.lost());
      tell("     " + reading.source().positions());
      for (; seen < reading.lines().size(); seen++) {
        handedOut.add(lineOf(reading.lines().get(seen)));
      }
      commits.add(reading.commit());
      if (knowsTheLast()) {
        world.seen();
      }
      return bytes;
    }

    private boolean knowsTheLast() {
      List<FilePosition> positions = reading.source().positions();
      return FileState.parse(positions.get(positions.size() - 1))
          .filter(state -> !state.print().isBlank())
          .isPresent();
    }

    private void restore(Reading.Commit commit) throws IOException {
      tell("killed, back to " + commit.lines() + " lines");
      reading.killedAt(commit);
      handedOut.clear();
      reading.lines().forEach(text -> handedOut.add(lineOf(text)));
      seen = reading.lines().size();
      commits.clear();
      commits.add(commit);
      world.restarted(handedOut);
    }

    private ModelLine lineOf(String text) {
      Matcher matcher = NUMBER.matcher(text);
      if (!matcher.matches()) {
        return fail("not a line that was written: " + text);
      }
      ModelLine line = world.written.get(Integer.parseInt(matcher.group(1)));
      int length = Math.min(line.text.length(), LogLine.MAX_LENGTH);
      boolean cut =
          line.cuts.stream().anyMatch(c -> Math.min(c, LogLine.MAX_LENGTH) == text.length());
      assertThat(text.length() == length || cut)
          .as("cut at " + text.length() + ": " + text)
          .isTrue();
      return line;
    }

    private void tell(String what) {
      if (told) {
        System.out.println(reading.clock.instant() + " " + what);
        System.out.println("   disk: " + world.describe());
      }
    }

    private void check() {
      Map<ModelLine, Integer> times = new HashMap<>();
      int life = 0;
      Map<Integer, Integer> lastInLife = new HashMap<>();
      for (String text : reading.lines()) {
        ModelLine line = lineOf(text);
        int number = world.written.indexOf(line);
        assertThat(times.merge(line, 1, Integer::sum)).as("line twice: " + text).isEqualTo(1);
        assertThat(lastInLife.getOrDefault(line.life, -1)).as("order").isLessThan(number);
        lastInLife.put(line.life, number);
        if (!line.late && line.cuts.isEmpty() && world.isOrderNamed()) {
          assertThat(line.life)
              .as("file begun before its predecessor's end")
              .isGreaterThanOrEqualTo(life);
          life = line.life;
        }
      }
      long missing = 0;
      for (ModelLine line : world.written) {
        if (!times.containsKey(line)) {
          missing += line.text.length() + 1;
          assertThat(line.excused).as("missing: " + line.text.substring(0, 40)).isTrue();
        }
      }
      long lost = 0;
      for (Map.Entry<LostCause, Long> cause : reading.lost().entrySet()) {
        lost += cause.getKey() == LostCause.LINE_TOO_LONG ? 0 : cause.getValue();
      }
      assertThat(lost).as("lost " + reading.lost()).isLessThanOrEqualTo(missing + halves());
      assertThat(reading.source().lagBytes()).as("lag").isZero();
    }

    /** Bytes of lines that were handed out half. */
    private long halves() {
      long bytes = 0;
      for (String text : reading.lines()) {
        bytes += Math.max(0, lineOf(text).text.length() + 1 - text.length());
      }
      return bytes;
    }
  }
}
