package io.bouncewatch.source;

import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds and opens files of a log that are not open: those that were read before, and those that
 * were rotated away unseen. Used by one thread.
 */
final class Recovery {

  private final Path path;
  private final Generations generations;
  private final List<Generation> all;
  private final Landmarks landmarks;
  private final LostBytes lost;
  private @Nullable String notice;

  Recovery(Path path, Generations generations, Landmarks landmarks, LostBytes lost) {
    this.path = path;
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

  /** Finds and opens what was read before; false if something must be waited for. */
  boolean find(Instant now) throws IOException {
    for (Generation generation : List.copyOf(all)) {
      if (generation.isDue(now)) {
        find(generation, now);
      }
    }
    return all.stream().noneMatch(generation -> generation.isAwaited(now));
  }

  private void find(Generation generation, Instant now) throws IOException {
    Optional<Rotated> found = new Search(path).find(generation.state(), generations.openKeys());
    boolean live =
        generations.isLast(generation) && found.map(Rotated::path).filter(path::equals).isPresent();
    if (generation.isUnknown() && !live) {
      forgetBlank(generation);
    } else if (found.isPresent()) {
      open(generation, found.get(), now);
    } else if (generation.isGone(now)) {
      giveUp(generation);
    }
  }

  /** Nothing was read of it: wherever it is now, it is found as a new one, in its order. */
  private void forgetBlank(Generation blank) throws IOException {
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

  private void open(Generation generation, Rotated file, Instant now) throws IOException {
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
        generation.open(cursor, last, now);
      } else {
        generation.open(Cursor.openRotated(found, state.offset()).expect(file), false, now);
      }
    } catch (AccessDeniedException e) {
      generation.markUnreadable("can't read " + found + ": " + Causes.of(e), now);
    } catch (DamagedException e) {
      markDamaged(generation, found, Files.size(found), e, now);
    }
  }

  /** Opens files that came and were rotated away without ever being seen at the path. */
  void addNewer(Search search, Instant now) throws IOException {
    if (all.isEmpty()) {
      // Nothing was ever read: what was rotated away before is not looked at.
      search.mark(landmarks);
      return;
    }
    List<FileState> known =
        all.stream().filter(Generation::isPlaced).map(Generation::state).toList();
    int at = all.size();
    while (at > 0 && !all.get(at - 1).isPlaced()) {
      at--;
    }
    for (Rotated file : search.newerThan(known, landmarks, generations.readUntil())) {
      int own = generations.ownerOf(file);
      if (own >= 0) {
        at = all.get(own).isLive() ? at : Math.max(at, own + 1);
        continue;
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
      all.add(at++, generation);
      try {
        open(generation, file, now);
      } catch (IOException e) {
        all.remove(generation);
        throw e;
      }
    }
    all.forEach(Generation::place);
    search.mark(landmarks);
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
