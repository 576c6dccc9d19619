package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An agent in small: a source, the lines it gave, and what it would have committed. */
final class Reading implements AutoCloseable {

  static final int PLENTY = 64 * 1024 * 1024;

  /** What a commit holds: lines, lost bytes and positions belong together. */
  record Commit(int lines, Map<LostCause, Long> lost, List<FilePosition> positions) {}

  private final Path path;
  private final StartAt startAt;
  private final int mostOpen;
  private final List<String> lines = new ArrayList<>();
  private Map<LostCause, Long> lost = new EnumMap<>(LostCause.class);
  final FakeClock clock = new FakeClock();
  private LogSource source;
  private Runnable atNextLine = () -> {};

  Reading(Path path) {
    this(path, StartAt.BEGINNING);
  }

  Reading(Path path, StartAt startAt) {
    this(path, startAt, Recovery.MOST_OPEN);
  }

  /** A reader of one log that has only so many rotated files open at a time. */
  Reading(Path path, StartAt startAt, int mostOpen) {
    this.path = path;
    this.startAt = startAt;
    this.mostOpen = mostOpen;
    source = follow(List.of());
  }

  private LogSource follow(List<FilePosition> saved) {
    return mostOpen == Recovery.MOST_OPEN
        ? LogSource.follow(path, saved, startAt, clock)
        : new FileSource(path, saved, startAt, clock, mostOpen);
  }

  LogSource source() {
    return source;
  }

  List<String> lines() {
    return lines;
  }

  Map<LostCause, Long> lost() {
    return lost;
  }

  /** Looks once; returns all lines so far. */
  List<String> poll() {
    poll(PLENTY);
    return lines;
  }

  int poll(int budget) {
    int bytes = source.poll(this::add, budget);
    source.takeLostBytes().forEach((cause, count) -> lost.merge(cause, count, Long::sum));
    return bytes;
  }

  private void add(LogLine line) {
    lines.add(line.text());
    Runnable meanwhile = atNextLine;
    atNextLine = () -> {};
    meanwhile.run();
  }

  /** What happens to files after the next line was handed out, in the midst of a look. */
  void atNextLine(Runnable happens) {
    atNextLine = happens;
  }

  /** Looks until every pause is over; returns all lines so far. */
  List<String> settle() {
    for (int i = 0; i < 6; i++) {
      poll();
      clock.advance(Duration.ofSeconds(i < 3 ? 1 : 31));
    }
    return poll();
  }

  Commit commit() {
    return new Commit(lines.size(), new EnumMap<>(lostOrEmpty()), source.positions());
  }

  private Map<LostCause, Long> lostOrEmpty() {
    return lost.isEmpty() ? new EnumMap<>(LostCause.class) : lost;
  }

  /** Kills the agent; what was not in this commit is forgotten. */
  void killedAt(Commit commit) throws IOException {
    source.close();
    lines.subList(commit.lines(), lines.size()).clear();
    lost = new EnumMap<>(commit.lost());
    source = follow(commit.positions());
  }

  /** Stops and starts again. */
  void restart() throws IOException {
    killedAt(commit());
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
