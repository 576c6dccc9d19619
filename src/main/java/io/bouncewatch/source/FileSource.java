package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log at one path through rotation: what was renamed, copied or compressed is read to
 * its end before what took its place. Used by one thread.
 */
public final class FileSource implements AutoCloseable {

  /** A renamed file must be quiet this long before the next one is begun: its writer may lag. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** A renamed file is kept open this long, for a writer that has not noticed yet. */
  private static final Duration LINGER = Duration.ofSeconds(30);

  private final Path path;
  private final StartAt startAt;
  private final InstantSource clock;

  /** Files in the order in which they were written; the last one stands at {@link #path}. */
  private final List<Cursor> cursors = new ArrayList<>();

  private List<FilePosition> saved;
  private boolean started;
  private boolean seenBefore;
  private long lostBytes;
  private @Nullable String trouble;

  /**
   * @param saved positions at which an earlier run stopped; empty if this log was never read
   * @param startAt where to begin if it was never read
   */
  public FileSource(Path path, List<FilePosition> saved, StartAt startAt, InstantSource clock) {
    this.path = path;
    this.saved = List.copyOf(saved);
    this.seenBefore = !saved.isEmpty();
    this.startAt = startAt;
    this.clock = clock;
  }

  /** Why the log can't be read just now, in one sentence; empty if it can. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** What to save so that nothing is read twice or missed after a restart. */
  public List<FilePosition> positions() {
    return started ? cursors.stream().map(Cursor::position).toList() : saved;
  }

  /** Bytes that are there and were not handed out yet. */
  public long lagBytes() {
    return cursors.stream().mapToLong(Cursor::lag).sum();
  }

  /** Bytes that are gone for good, since the last call: cut from long lines, or never seen. */
  public long takeLostBytes() {
    long taken = lostBytes;
    lostBytes = 0;
    return taken;
  }

  /**
   * Reads some more.
   *
   * @param budget stop after about so many bytes
   * @return bytes read; 0 if there is nothing for now
   */
  public int poll(LineConsumer consumer, int budget) {
    try {
      look();
      int total = read(consumer, budget);
      dropFinished(consumer);
      return total;
    } catch (IOException e) {
      trouble = "can't read " + path + ": " + Causes.of(e) + "; it is tried again";
      return 0;
    }
  }

  private int read(LineConsumer consumer, int budget) throws IOException {
    for (Cursor cursor : cursors) {
      int total = 0;
      int count;
      do {
        count = cursor.read(consumer);
        total += Math.max(0, count);
      } while (count > 0 && total < budget);
      lostBytes += cursor.takeSkipped();
      if (total > 0 || isWithin(cursor.retiredAt(), GRACE)) {
        return total;
      }
    }
    return 0;
  }

  /** Sees what stands at the path now, and what became of what stood there. */
  private void look() throws IOException {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      trouble = path + " does not exist yet; it is waited for";
      start(null);
      return;
    }
    if (now.isDirectory()) {
      trouble = path + " is a directory; name the log file in it";
      return;
    }
    if (!Files.isReadable(path)) {
      throw new AccessDeniedException(path.toString());
    }
    trouble = null;
    start(now);
    Cursor live = live();
    String key = FileIdentity.keyOf(path, now);
    if (live == null) {
      openLive();
    } else if (!live.identity().key().equals(key)) {
      live.retire(clock.instant());
      addSuccessors(live.modifiedMillis());
      openLive();
    } else if (live.wasTruncated(now)) {
      restart(live);
    } else {
      live.note(now);
    }
  }

  private @Nullable Cursor live() {
    if (cursors.isEmpty()) {
      return null;
    }
    Cursor last = cursors.get(cursors.size() - 1);
    return last.retiredAt() == null ? last : null;
  }

  /** Once: finds the files in which an earlier run stopped, under whatever name they have now. */
  private void start(@Nullable BasicFileAttributes now) throws IOException {
    if (started) {
      return;
    }
    List<FilePosition> positions = saved;
    for (FilePosition position : positions) {
      FileIdentity.parse(position.fileId())
          .ifPresent(identity -> reopen(identity, position.offset(), now));
    }
    started = true;
    saved = List.of();
    if (seenBefore && live() == null && !cursors.isEmpty()) {
      addSuccessors(cursors.get(cursors.size() - 1).modifiedMillis());
    }
  }

  private void reopen(FileIdentity identity, long offset, @Nullable BasicFileAttributes now) {
    try {
      if (now != null && now.size() >= offset && keptItsName(identity, now)) {
        cursors.add(Cursor.open(path, offset));
        return;
      }
      for (Rotated file : Rotated.of(path)) {
        if (file.holds(identity)) {
          Cursor cursor = file.open(offset);
          cursor.retire(clock.instant().minus(LINGER));
          cursors.add(cursor);
          return;
        }
      }
    } catch (IOException e) {
      trouble = "can't go on in " + path + ": " + Causes.of(e);
    }
  }

  private boolean keptItsName(FileIdentity identity, BasicFileAttributes now) throws IOException {
    if (!identity.key().equals(FileIdentity.keyOf(path, now))) {
      return false;
    }
    try (var head = Files.newByteChannel(path)) {
      return identity.beginsAs(head);
    }
  }

  /** Files that came and were rotated away without ever being seen at the path. */
  private void addSuccessors(long after) throws IOException {
    for (Rotated file : Rotated.of(path)) {
      if (file.modifiedMillis() > after && !isOpen(file)) {
        Cursor cursor = file.open(0);
        cursor.retire(clock.instant().minus(LINGER));
        cursors.add(cursor);
      }
    }
  }

  private boolean isOpen(Rotated file) {
    return cursors.stream()
        .anyMatch(
            cursor ->
                cursor.identity().key().equals(file.key())
                    || (cursor.identity().length() > 0 && file.holds(cursor.identity())));
  }

  private void openLive() throws IOException {
    boolean fromEnd = !seenBefore && startAt == StartAt.END;
    cursors.add(Cursor.open(path, fromEnd ? Files.size(path) : 0));
    seenBefore = true;
  }

  /** The file was cut in place: what is missing stands in the copy that was made before. */
  private void restart(Cursor live) throws IOException {
    Cursor rest = null;
    FilePosition position = live.position();
    for (Rotated file : Rotated.of(path)) {
      if (!file.key().equals(live.identity().key()) && file.holds(live.identity())) {
        rest = file.open(position.offset());
      }
    }
    if (rest == null) {
      lostBytes += live.lag();
    } else {
      rest.retire(clock.instant().minus(LINGER));
      cursors.add(cursors.size() - 1, rest);
    }
    live.restart();
  }

  private void dropFinished(LineConsumer consumer) throws IOException {
    while (cursors.size() > 1 && cursors.get(0).isAtEnd() && !isLingering(cursors.get(0))) {
      Cursor cursor = cursors.remove(0);
      cursor.finish(consumer);
      lostBytes += cursor.takeSkipped();
      cursor.close();
    }
  }

  private boolean isLingering(Cursor cursor) {
    return cursor.retiredAt() == null || isWithin(cursor.retiredAt(), LINGER);
  }

  private boolean isWithin(@Nullable Instant since, Duration duration) {
    return since != null && clock.instant().isBefore(since.plus(duration));
  }

  @Override
  public void close() throws IOException {
    for (Cursor cursor : cursors) {
      cursor.close();
    }
    cursors.clear();
  }
}
