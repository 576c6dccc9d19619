package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows every log that matches a pattern, those that appear later too. The order of lines is kept
 * within each log, not among them.
 */
public final class GlobSource implements LogSource {

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How long a log that is gone is waited for. */
  private static final Duration ABSENT = Duration.ofDays(1);

  private final Path pattern;
  private final Glob glob;
  private final InstantSource clock;
  private final LostBytes lost = new LostBytes();
  private final Map<Path, FileSource> logs = new TreeMap<>();
  private final Map<Path, Instant> absentSince = new LinkedHashMap<>();
  private StartAt startAt;
  private Instant nextLook = Instant.MIN;
  private int turn;
  private @Nullable String trouble;

  /**
   * @param saved positions at which an earlier run stopped
   * @param startAt where to begin in files that are there at the first look of all
   */
  public GlobSource(Path pattern, List<FilePosition> saved, StartAt startAt, InstantSource clock) {
    this.pattern = pattern;
    this.glob = new Glob(pattern);
    this.clock = clock;
    this.startAt = saved.isEmpty() ? startAt : StartAt.BEGINNING;
    Map<Path, List<FilePosition>> byLog = new LinkedHashMap<>();
    for (FilePosition position : saved) {
      LogPosition.parse(position)
          .ifPresent(
              named ->
                  byLog.computeIfAbsent(named.log(), log -> new ArrayList<>()).add(named.inLog()));
    }
    byLog.forEach(
        (log, positions) -> logs.put(log, new FileSource(log, positions, startAt, clock)));
  }

  @Override
  public int poll(LineConsumer consumer, int budget) {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      look(now);
      nextLook = now.plus(LOOK);
    }
    List<FileSource> all = List.copyOf(logs.values());
    int total = 0;
    for (int i = 0; i < all.size() && total < budget; i++) {
      // Each in its turn is the first, so that a busy log does not keep the others waiting.
      FileSource log = all.get((turn + i) % all.size());
      total += log.poll(consumer, budget - total);
      lost.addAll(log.takeLostBytes());
    }
    turn = all.isEmpty() ? 0 : (turn + 1) % all.size();
    return total;
  }

  private void look(Instant now) {
    trouble = null;
    try {
      List<Path> matches = glob.expand();
      for (Path match : matches) {
        if (!logs.containsKey(match) && isLog(match, matches)) {
          logs.put(match, new FileSource(match, List.of(), startAt, clock));
        }
      }
      startAt = StartAt.BEGINNING;
    } catch (IOException e) {
      trouble = "can't look for " + pattern + ": " + Causes.of(e) + "; it is tried again";
    }
    forgetAbsent(now);
    if (logs.isEmpty() && trouble == null) {
      trouble = "no file matches " + pattern + " yet; it is waited for, check the pattern";
    }
  }

  /** Whether it is a log of its own, and not what rotation made of another, or another's link. */
  private boolean isLog(Path match, List<Path> matches) {
    String name = Siblings.nameOf(match);
    if (RotatedName.isCompressed(name)
        || RotatedName.isNumbered(name)
        || matches.stream().anyMatch(log -> isMadeOf(match, log))
        || logs.keySet().stream().anyMatch(log -> isMadeOf(match, log))) {
      return false;
    }
    Optional<Rotated> file = Rotated.of(match, Search.NAMELESS);
    return file.isPresent()
        && logs.values().stream().noneMatch(log -> log.knows(file.get()))
        && logs.keySet().stream().noneMatch(log -> isSame(log, file.get()));
  }

  private static boolean isMadeOf(Path match, Path log) {
    Path directory = match.getParent();
    boolean together =
        directory == null ? log.getParent() == null : directory.equals(log.getParent());
    return together && RotatedName.isMadeOf(Siblings.nameOf(match), Siblings.nameOf(log));
  }

  private static boolean isSame(Path log, Rotated file) {
    return Rotated.of(log, Search.NAMELESS).filter(f -> f.key().equals(file.key())).isPresent();
  }

  private void forgetAbsent(Instant now) {
    for (Iterator<Map.Entry<Path, FileSource>> each = logs.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<Path, FileSource> log = each.next();
      if (!log.getValue().isAbsent()) {
        absentSince.remove(log.getKey());
      } else if (!now.isBefore(
          absentSince.computeIfAbsent(log.getKey(), path -> now).plus(ABSENT))) {
        absentSince.remove(log.getKey());
        closeQuietly(log.getValue());
        each.remove();
      }
    }
  }

  private void closeQuietly(FileSource log) {
    try {
      log.close();
    } catch (IOException e) {
      trouble = "can't close a log of " + pattern + ": " + Causes.of(e);
    }
  }

  @Override
  public List<FilePosition> positions() {
    List<FilePosition> positions = new ArrayList<>();
    logs.forEach(
        (path, log) ->
            log.positions()
                .forEach(position -> positions.add(new LogPosition(path, position).toPosition())));
    return positions;
  }

  @Override
  public long lagBytes() {
    return logs.values().stream().mapToLong(FileSource::lagBytes).sum();
  }

  @Override
  public Map<LostCause, Long> takeLostBytes() {
    return lost.take();
  }

  @Override
  public Optional<String> trouble() {
    Optional<String> first =
        logs.values().stream()
            .filter(log -> !log.isAbsent())
            .map(FileSource::trouble)
            .flatMap(Optional::stream)
            .findFirst();
    return first.or(() -> Optional.ofNullable(trouble));
  }

  @Override
  public void close() throws IOException {
    for (FileSource log : logs.values()) {
      log.close();
    }
  }
}
