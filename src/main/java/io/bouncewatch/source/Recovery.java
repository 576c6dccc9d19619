package io.bouncewatch.source;

import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds and opens files of a log that are not open: those that were read before, and those that
 * were rotated away unseen. Used by one thread.
 */
final class Recovery {

  /**
   * Not more files than this wait open for their turn, since a process may not open many; the
   * others are taken when these are read.
   */
  static final int MOST_OPEN = 64;

  private final Path path;
  private final Generations generations;
  private final List<Generation> all;
  private final Landmarks landmarks;
  private final LostBytes lost;
  private final Beginnings beginnings;
  private final int mostOpen;

  /** Files that are known of and not opened yet, the oldest first, and how they begin. */
  private final Map<Rotated, Fingerprint> waiting = new LinkedHashMap<>();

  private @Nullable String notice;

  Recovery(
      Path path,
      Generations generations,
      Landmarks landmarks,
      LostBytes lost,
      Beginnings beginnings,
      int mostOpen) {
    this.mostOpen = mostOpen;
    this.path = path;
    this.beginnings = beginnings;
    this.landmarks = landmarks;
    this.generations = generations;
    this.all = generations.all();
    this.lost = lost;
  }

  /** What was just found to be lost for good, in one sentence; asked once. */
  Optional<String> takeNotice() {
    Optional<String> taken = Optional.ofNullable(notice);
    notice = null;
    return taken;
  }

  /** Finds and opens what was read before. */
  void find(Instant now) throws IOException {
    List<Generation> due = all.stream().filter(generation -> generation.isDue(now)).toList();
    if (!due.isEmpty()) {
      Search search = new Search(path, beginnings);
      List<Optional<Rotated>> found = look(search, due);
      for (int i = 0; i < due.size(); i++) {
        take(due.get(i), found.get(i), search, now);
      }
    }
  }

  /** Where each of them stands. */
  private List<Optional<Rotated>> look(Search search, List<Generation> due) throws IOException {
    Set<String> taken = generations.openKeys();
    List<Optional<Rotated>> found = new ArrayList<>();
    for (Generation generation : due) {
      Optional<Rotated> file = search.look(generation.state(), taken);
      if (!isForgotten(generation, file)) {
        file.ifPresent(there -> taken.add(there.key()));
      }
      found.add(file);
    }
    search.verify();
    return found;
  }

  private void take(Generation generation, Optional<Rotated> found, Search search, Instant now)
      throws IOException {
    if (isForgotten(generation, found)) {
      forget(generation);
    } else if (found.isPresent()) {
      open(generation, found.get(), search, now);
    } else if (generation.isGone(now)) {
      giveUp(generation);
    }
  }

  /** Nothing was read of it: wherever it is now, it is found as a new one, in its order. */
  private boolean isForgotten(Generation generation, Optional<Rotated> found) {
    boolean live =
        generations.isLast(generation) && found.map(Rotated::path).filter(path::equals).isPresent();
    return generation.isUnknown() && !live;
  }

  private void forget(Generation blank) throws IOException {
    // If it is all that is known, what was written since is told by the time.
    blank.finish();
    generations.forgetDone();
  }

  /** The file is nowhere, and no copy of it is. */
  private void giveUp(Generation generation) throws IOException {
    FileState state = generation.state();
    boolean isThere = Rotated.of(path, Search.NAMELESS).filter(f -> f.isKeyOf(state)).isPresent();
    lost.add(isThere ? LostCause.TRUNCATED : LostCause.VANISHED, state.unread());
    notice =
        String.format(
            "%s is %s and no copy of it was found: %,d bytes that are known of can't be read; let"
                + " rotation keep at least one old file",
            state.seenAt(), isThere ? "truncated" : "gone", state.unread());
    if (all.stream().anyMatch(Generation::isDone)) {
      // That one is the better landmark, it may still be there.
      all.remove(generation);
    } else {
      generation.finish();
    }
  }

  private void open(Generation generation, Rotated file, Search search, Instant now)
      throws IOException {
    Instant touched = search.touched(file, now);
    Path found = file.path();
    boolean last = generations.isLast(generation);
    FileState state = generation.state();
    try {
      if (found.equals(path)) {
        BasicFileAttributes there = Files.readAttributes(path, BasicFileAttributes.class);
        Cursor cursor = Cursor.open(path, Math.min(state.offset(), there.size())).expect(file);
        lost.add(LostCause.TRUNCATED, state.size() - Math.max(there.size(), state.offset()));
        if (generation.isBlank()) {
          generation.unplace();
        }
        generation.open(cursor, last, touched, now);
      } else {
        Cursor cursor = Cursor.openRotated(found, state.offset()).expect(file);
        generation.open(cursor, false, touched, now);
      }
    } catch (AccessDeniedException e) {
      generation.markUnreadable("can't read " + found + ": " + Causes.of(e), now);
    } catch (DamagedException e) {
      markDamaged(generation, found, Files.size(found), e, now);
    }
  }

  /** Whether it is time to open more: to look for them costs something, so not for every file. */
  boolean hasRoom() {
    return mayOpen(mostOpen / 2 + 1);
  }

  private boolean mayOpen(int limit) {
    // Nothing is read behind a file whose place is not known, so all are needed then.
    return generations.isUnsure() || all.stream().filter(Generation::isWaiting).count() < limit;
  }

  /** Bytes in files that are known of and not opened yet. */
  long waitingBytes() {
    return waiting.keySet().stream().mapToLong(Rotated::textSize).sum();
  }

  /** Whether files are known of that are not opened yet. */
  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  /**
   * Opens files that came and were rotated away without ever being seen at the path, the oldest
   * first, as many as there is room for.
   *
   * @return whether these were all
   */
  boolean addNewer(Search search, Instant now) throws IOException {
    if (all.isEmpty()) {
      // Nothing was ever read: what was rotated away before is not looked at.
      search.mark(landmarks, List.of());
      return true;
    }
    List<FileState> known =
        all.stream().filter(Generation::isPlaced).map(Generation::state).toList();
    Deque<Rotated> newer =
        new ArrayDeque<>(search.newerThan(known, landmarks, generations.readUntil()));
    int at = all.size();
    while (at > 0 && !all.get(at - 1).isPlaced()) {
      at--;
    }
    while (!newer.isEmpty() && mayOpen(mostOpen)) {
      at = add(newer.getFirst(), at, search, now);
      newer.removeFirst();
    }
    if (newer.isEmpty()) {
      all.forEach(Generation::place);
    }
    search.mark(landmarks, newer);
    waiting.forEach((file, print) -> countIfGone(file, print, search));
    waiting.clear();
    for (Rotated file : newer) {
      waiting.put(file, file.fingerprint(beginnings).orElse(Fingerprint.NONE));
    }
    return newer.isEmpty();
  }

  /** A file that was known of may be deleted before its turn. */
  private void countIfGone(Rotated file, Fingerprint print, Search search) {
    if (!print.isBlank() && !search.holds(file.key(), print)) {
      // A hole at its beginning is no text.
      long bytes = Math.max(1, file.size() - print.from());
      lost.add(LostCause.VANISHED, bytes);
      notice =
          String.format(
              "%s was deleted before its turn to be read came: %,d bytes; let rotation keep more old"
                  + " files",
              file.path(), bytes);
    }
  }

  /**
   * @param at its place among the generations, unless one of them has read it
   * @return the place of what comes after it
   */
  private int add(Rotated file, int at, Search search, Instant now) throws IOException {
    int own = generations.ownerOf(file, beginnings);
    if (own >= 0) {
      return all.get(own).isLive() ? at : Math.max(at, own + 1);
    }
    FileState state =
        new FileState(
            file.key(),
            Fingerprint.NONE,
            0,
            file.textSize(),
            file.modifiedMillis(),
            false,
            file.path());
    Generation generation = new Generation(state, now);
    all.add(at, generation);
    try {
      open(generation, file, search, now);
    } catch (IOException e) {
      all.remove(generation);
      throw e;
    }
    return at + 1;
  }

  /** It may only be incomplete yet; if it is no longer when it fails again, it is given up. */
  void markDamaged(Generation generation, Path file, long rest, DamagedException e, Instant now)
      throws IOException {
    if (!generation.isDamagedFor(rest)) {
      String why = file + " can't be decompressed: " + Causes.of(e) + "; it is tried once more";
      generation.markDamaged(why, rest, now);
      return;
    }
    notice = file + " is damaged, its rest can't be read: " + Causes.of(e);
    lost.add(LostCause.DAMAGED, Math.max(1, Math.max(rest, generation.state().unread())));
    generation.finish();
    generations.forgetDone();
  }
}
