package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log at one path through rotation. The lines of each file come in their order, and a
 * file is begun when its predecessor was read to its end and is retired for a second. Lines that a
 * writer adds to a retired file later, and a last line that never gets its end, still come, among
 * those of its successor.
 */
public final class FileSource implements LogSource {

  private final Path path;
  private final StartAt startAt;
  private final InstantSource clock;
  private final History history;

  /** Whether the path was looked at: what comes there later is new, and read from its beginning. */
  private boolean looked;

  /** Whether nothing stands at the path, and what was rotated before that is known. */
  private boolean adrift;

  private boolean absent;
  private @Nullable String trouble;

  /**
   * @param saved positions at which an earlier run stopped; empty if this log was never read
   * @param startAt where to begin if it was never read and is there now
   */
  public FileSource(Path path, List<FilePosition> saved, StartAt startAt, InstantSource clock) {
    this(path, saved, startAt, clock, Recovery.MOST_OPEN);
  }

  /**
   * @param mostOpen how many rotated files may be open at a time
   */
  FileSource(
      Path path, List<FilePosition> saved, StartAt startAt, InstantSource clock, int mostOpen) {
    this.path = path;
    this.startAt = startAt;
    this.clock = clock;
    this.history = new History(path, saved, clock.instant(), mostOpen);
    this.looked = !saved.isEmpty();
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble).or(history::problem);
  }

  @Override
  public List<FilePosition> positions() {
    return history.positions();
  }

  @Override
  public long lagBytes() {
    return history.lagBytes();
  }

  @Override
  public Map<LostCause, Long> takeLostBytes() {
    return history.lost().take();
  }

  /** Whether nothing stands at the path and all that stood there is read. */
  boolean isAbsent() {
    return absent && history.isFinished();
  }

  /** Whether it reads the file with this key, perhaps under another name. */
  boolean reads(String key) {
    return history.generations().openKeys().contains(key);
  }

  /** Whether it read this file, or a copy of it. */
  boolean knows(Rotated file) {
    return history.knows(file);
  }

  @Override
  public int poll(LineConsumer consumer, int budget) {
    trouble = null;
    try {
      look(clock.instant());
    } catch (NoSuchFileException | MovedException e) {
      // Rotation goes on this very moment; the next look will see what came of it.
    } catch (IOException e) {
      trouble = cannotRead(e);
    }
    try {
      return history.read(consumer, budget, clock.instant());
    } catch (IOException e) {
      trouble = cannotRead(e);
      return 0;
    }
  }

  private String cannotRead(IOException e) {
    return "can't read " + path + ": " + Causes.of(e) + "; it is tried again";
  }

  /**
   * Sees what stands at the path now, and what became of what stood there. It waits for nothing:
   * what is not found yet keeps its place before what is opened meanwhile, and only reading waits.
   */
  private void look(Instant now) throws IOException {
    history.find(now);
    // After the search, which opens files: a size from before it would look like a cut of what grew
    // meanwhile.
    BasicFileAttributes there = whatStandsThere();
    Generation live = history.generations().live();
    if (there == null) {
      if (live != null || !adrift) {
        history.retireLive(now);
        adrift = hasAllNewer(now);
      }
      return;
    }
    adrift = false;
    if (live == null || !live.isFile(there)) {
      history.retireLive(now);
      adopt(there, now);
    } else if (!history.isSameContent(live, there, now)) {
      history.find(now);
      adopt(there, now);
    } else if (history.generations().isUnsure()) {
      hasAllNewer(now);
    }
  }

  /** Whether all that was rotated away unseen is open now. */
  private boolean hasAllNewer(Instant now) throws IOException {
    return history.hasRoom() && history.addNewer(history.search(), now);
  }

  private @Nullable BasicFileAttributes whatStandsThere() throws IOException {
    BasicFileAttributes there;
    absent = false;
    try {
      there = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      absent = true;
      looked = true;
      trouble =
          path + " does not exist yet; it is waited for, check the name if it should be there";
      return null;
    }
    if (there.isRegularFile()) {
      return there;
    }
    trouble =
        there.isDirectory()
            ? path + " is a directory; name the log file in it, or " + path + "/* for all of them"
            : path + " is no regular file; name a log file";
    return null;
  }

  /** Goes on with the file at the path, after all that was rotated away unseen. */
  private void adopt(BasicFileAttributes there, Instant now) throws IOException {
    if (!history.hasRoom()) {
      return;
    }
    Search search = history.search();
    if (!history.addNewer(search, now)) {
      return;
    }
    Generation known = history.knownAtPath(search);
    long begin = looked || startAt == StartAt.BEGINNING ? 0 : LastLine.end(path);
    Cursor cursor =
        Cursor.open(path, known == null ? begin : Math.min(known.state().offset(), there.size()));
    if (!cursor.isFile(there)) {
      cursor.close();
      throw new MovedException(path + " was replaced while it was looked at");
    }
    history.adopt(cursor, known, now);
    looked = true;
  }

  @Override
  public void close() throws IOException {
    history.generations().close();
  }
}
