package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file in the history of a log: sought (it was read and stands somewhere), live, retired (no
 * longer at the followed path) or done. Used by one thread.
 */
final class Generation {

  /** A retired file must be that old before the next one is begun: its writer may lag. */
  static final Duration GRACE = Duration.ofSeconds(1);

  /** A retired file that is quiet so long is taken for finished, one in trouble is passed over. */
  static final Duration LINGER = Duration.ofSeconds(30);

  private FileState state;
  private @Nullable Cursor cursor;
  private boolean live;
  private boolean atEnd;
  private @Nullable String problem;
  private long damagedRest = -1;

  /** Whether there may be files between its predecessor and it. */
  private boolean unplaced;

  /** When it was last written, as far as all that came before it is known. */
  private long placedUntil;

  /** When it began to be sought, or retired. */
  private Instant since;

  /** When it was last tried, or something was last written to it, as far as that is known. */
  private Instant last;

  /** What was in it when it was opened or retired; what lies behind was written since. */
  private long sizeThen;

  private Instant nameSeen = Instant.MIN;

  /** The state as text, which is made only when it is another. */
  private FilePosition position;

  private FileState saved;

  /** A file that must be found first. */
  Generation(FileState state, Instant now) {
    this.state = state;
    this.since = now;
    this.last = Instant.MIN;
    this.saved = state;
    this.placedUntil = state.modifiedMillis();
    this.position = state.toPosition();
  }

  /** The file at the followed path. */
  static Generation live(Cursor cursor, Instant now) {
    Generation generation = new Generation(cursor.state(), now);
    generation.open(cursor, true, now, now);
    return generation;
  }

  FileState state() {
    Cursor open = cursor;
    if (open != null) {
      FileState seen = open.state();
      // What is gone of it was seen once, and counts as lost in the end.
      long size = live ? seen.size() : Math.max(seen.size(), state.size());
      state = seen.withSize(size);
    }
    return state;
  }

  FilePosition position() {
    FileState now = unplaced ? state().unknownSince(placedUntil) : state();
    if (!now.equals(saved)) {
      saved = now;
      position = now.toPosition();
    }
    return position;
  }

  @Nullable Cursor cursor() {
    return cursor;
  }

  /** Why it can't be read, in one sentence. */
  @Nullable String problem() {
    return isSought() ? problem : null;
  }

  boolean isLive() {
    return live;
  }

  /** Whether there is nothing to know it by. */
  boolean isBlank() {
    return state().print().isBlank();
  }

  /** Whether nothing was ever seen of it, and it was not tried to open it. */
  boolean isUnknown() {
    return problem == null && isBlank();
  }

  void unplace() {
    unplaced = true;
  }

  boolean isUnplaced() {
    return unplaced;
  }

  long placedUntil() {
    return placedUntil;
  }

  void place() {
    unplaced = false;
    placedUntil = state().modifiedMillis();
  }

  /**
   * Whether all that comes before it is known. It is not if it was empty: before that it may have
   * been filled, copied and truncated.
   */
  boolean isPlaced() {
    return !live && !unplaced && (cursor == null || !isBlank());
  }

  boolean isSought() {
    return cursor == null && !state.done();
  }

  boolean isRetired() {
    return cursor != null && !live;
  }

  /** Whether it waits for its turn to be read, and will have it: it is no longer at the path. */
  boolean isWaiting() {
    return isRetired() && !atEnd && !isBlank();
  }

  boolean isDone() {
    return state.done();
  }

  /** Whether it is time to look for it again. */
  boolean isDue(Instant now) {
    Duration pause = damagedRest >= 0 ? LINGER : problem == null ? Duration.ZERO : GRACE;
    return isSought() && !now.isBefore(last.plus(pause));
  }

  /** Whether what comes after it must wait until it is found. */
  boolean isAwaited(Instant now) {
    boolean passedOver = problem != null && damagedRest < 0 && !now.isBefore(since.plus(LINGER));
    return isSought() && !passedOver;
  }

  /** Whether it was sought long enough to say that it is gone. */
  boolean isGone(Instant now) {
    return !now.isBefore(since.plus(GRACE));
  }

  /** Whether what comes after it must wait until it is read. */
  boolean holdsBack(Instant now) {
    boolean mayGrow =
        !isCompressed() && now.isBefore(since.plus(GRACE)) && now.isBefore(last.plus(GRACE));
    return isRetired() && (!atEnd || mayGrow);
  }

  /** Whether it is read to its end and nothing was written to it for long. */
  boolean isQuiet(Instant now) {
    return isRetired() && atEnd && (isCompressed() || !now.isBefore(last.plus(LINGER)));
  }

  /** Whether it should be seen again whether it still has a name; true once in a while. */
  boolean isNameDue(Instant now) {
    boolean due = !now.isBefore(nameSeen.plus(LINGER));
    nameSeen = due ? now : nameSeen;
    return due;
  }

  boolean isCompressed() {
    return cursor != null && cursor.isCompressed();
  }

  boolean isFile(BasicFileAttributes other) {
    return cursor != null && cursor.isFile(other);
  }

  /**
   * @param touched when it was last written or renamed, as far as that tells whether a writer still
   *     has it
   */
  void open(Cursor opened, boolean atPath, Instant touched, Instant now) {
    cursor = opened;
    live = atPath;
    problem = null;
    atEnd = false;
    since = now;
    Instant written = Instant.ofEpochMilli(opened.state().modifiedMillis());
    Instant latest = written.isAfter(touched) ? written : touched;
    last = atPath || now.isBefore(latest) ? now : latest;
    sizeThen = opened.state().size();
  }

  /** It no longer stands at the path; its writer may not have noticed. */
  void retire(Instant now) throws IOException {
    if (cursor != null) {
      cursor.grow();
    }
    live = false;
    atEnd = false;
    since = now;
    last = now;
    sizeThen = state().size();
  }

  /** It was overwritten in place: what was not read stands in a copy, if anywhere. */
  void seek(Instant now) throws IOException {
    close();
    since = now;
    last = Instant.MIN;
  }

  /** The same, but the file stays open: another generation reads what it holds now. */
  void seekCopy(Instant now) {
    state();
    cursor = null;
    live = false;
    since = now;
    last = Instant.MIN;
  }

  /** It stands there, but may not be read; it is tried again later. */
  void markUnreadable(String why, Instant now) {
    problem = why;
    last = now;
  }

  /**
   * It can't be decompressed to its end.
   *
   * @param rest bytes on disk that were not decompressed
   */
  void markDamaged(String why, long rest, Instant now) {
    problem = why;
    damagedRest = rest;
    last = now;
  }

  /** Whether it failed at this very place before. */
  boolean isDamagedFor(long rest) {
    return damagedRest == rest;
  }

  /** Reads until the budget is spent or nothing more is there. */
  int read(LineConsumer consumer, int budget, LostBytes lost, Instant now) throws IOException {
    Cursor open = cursor;
    if (open == null || (live && !open.hasMore())) {
      return 0;
    }
    int total = 0;
    int count = 1;
    try {
      while (count > 0 && total < budget) {
        count = open.read(consumer);
        total += count;
      }
    } finally {
      lost.add(LostCause.LINE_TOO_LONG, open.takeSkipped());
    }
    atEnd = count == 0;
    last = total > 0 && state().size() > sizeThen ? now : last;
    return total;
  }

  /** Hands out the rest, a line without its end, and counts what was there once and is not now. */
  void handOutRest(LineConsumer consumer, LostBytes lost) {
    Cursor open = cursor;
    if (open != null) {
      open.finish(consumer);
      lost.add(LostCause.LINE_TOO_LONG, open.takeSkipped());
      lost.add(LostCause.TRUNCATED, state().unread());
      open.forgetRest();
      state = open.state();
    }
  }

  /** Nothing more is expected of it. */
  void finish() throws IOException {
    close();
    state = state.finished();
  }

  void close() throws IOException {
    state();
    live = false;
    if (cursor != null) {
      Cursor closing = cursor;
      cursor = null;
      closing.close();
    }
  }
}
