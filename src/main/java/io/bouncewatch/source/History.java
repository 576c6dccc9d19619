package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of one log in the order in which they were written, the live one last. Used by one
 * thread.
 */
final class History {

  /** How many finished files are remembered. */
  private static final int LANDMARKS = 3;

  private final Path path;
  private final List<Generation> generations = new ArrayList<>();
  private final LostBytes lost = new LostBytes();
  private @Nullable String notice;

  History(Path path, List<FilePosition> saved, Instant now) {
    this.path = path;
    for (FilePosition position : saved) {
      FileState.parse(position).ifPresent(state -> generations.add(new Generation(state, now)));
    }
  }

  LostBytes lost() {
    return lost;
  }

  List<FilePosition> positions() {
    return generations.stream().map(Generation::position).toList();
  }

  long lagBytes() {
    return generations.stream()
        .filter(generation -> !generation.isDone())
        .mapToLong(generation -> generation.state().unread())
        .sum();
  }

  Optional<String> problem() {
    return Optional.ofNullable(notice)
        .or(
            () ->
                generations.stream()
                    .map(Generation::problem)
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .findFirst());
  }

  void forgetNotice() {
    notice = null;
  }

  boolean isFinished() {
    return generations.stream().allMatch(generation -> generation.state().unread() == 0);
  }

  @Nullable Generation live() {
    Generation newest = generations.isEmpty() ? null : generations.get(generations.size() - 1);
    return newest != null && newest.isLive() ? newest : null;
  }

  Set<String> openKeys() {
    Set<String> keys = new HashSet<>();
    for (Generation generation : generations) {
      Cursor cursor = generation.cursor();
      if (cursor != null) {
        keys.add(cursor.key());
      }
    }
    return keys;
  }

  /** Finds and opens what was read before; false if something must be waited for. */
  boolean find(Instant now) throws IOException {
    for (Generation generation : List.copyOf(generations)) {
      if (generation.isDue(now)) {
        find(generation, now);
      }
    }
    return generations.stream().noneMatch(generation -> generation.isAwaited(now));
  }

  private void find(Generation generation, Instant now) throws IOException {
    Optional<Path> found = new Search(path).find(generation.state(), openKeys());
    boolean live = isLast(generation) && found.filter(path::equals).isPresent();
    if (generation.isUnknown() && !live) {
      forgetBlank(generation);
    } else if (found.isPresent()) {
      open(generation, found.get(), now);
    } else if (generation.isGone(now)) {
      giveUp(generation);
    }
  }

  private boolean isLast(Generation generation) {
    return generations.get(generations.size() - 1) == generation;
  }

  /** Nothing was read of it: wherever it is now, it is found as a new one, in its order. */
  private void forgetBlank(Generation blank) throws IOException {
    // If it is all that is known, what was written since is told by the time.
    blank.finish();
    forgetDone();
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
    if (generations.stream().anyMatch(Generation::isDone)) {
      // That one is the better landmark, it may still be there.
      generations.remove(generation);
    } else {
      generation.finish();
    }
  }

  private void open(Generation generation, Path found, Instant now) throws IOException {
    boolean last = isLast(generation);
    FileState state = generation.state();
    try {
      if (found.equals(path)) {
        BasicFileAttributes there = Files.readAttributes(path, BasicFileAttributes.class);
        lost.add(LostCause.TRUNCATED, state.size() - Math.max(there.size(), state.offset()));
        Cursor cursor = Cursor.open(path, Math.min(state.offset(), there.size()));
        if (generation.isBlank()) {
          generation.unplace();
        }
        generation.open(cursor, last, now);
      } else {
        generation.open(Cursor.openRotated(found, state.offset()), false, now);
      }
    } catch (AccessDeniedException e) {
      generation.markUnreadable("can't read " + found + ": " + Causes.of(e), now);
    } catch (DamagedException e) {
      markDamaged(generation, found, Files.size(found), e, now);
    }
  }

  /** Whether the live file still has what was read of it, or had it and was cut. */
  boolean isSameContent(Generation live, BasicFileAttributes there, Instant now)
      throws IOException {
    Cursor cursor = Objects.requireNonNull(live.cursor());
    if (live.isBlank() && !cursor.isUntouched(there)) {
      live.unplace();
    }
    switch (cursor.check(there)) {
      case NONE -> {
        return true;
      }
      case CUT -> {
        lost.add(LostCause.TRUNCATED, cursor.cut(there));
        return true;
      }
      case REPLACED -> live.seek(now);
    }
    return false;
  }

  /**
   * The live file stands at the path no longer.
   *
   * @return false if something must be found first
   */
  boolean retireLive(Instant now) throws IOException {
    Generation live = live();
    if (live == null) {
      return true;
    }
    Cursor later = Objects.requireNonNull(live.cursor()).laterContent();
    if (later == null) {
      if (live.isBlank()) {
        live.unplace();
      }
      live.retire(now);
      return true;
    }
    // It was truncated before it was renamed: what is open now is another generation.
    live.seekCopy(now);
    Generation retired = Generation.live(later, now);
    retired.retire(now);
    retired.unplace();
    generations.add(retired);
    return find(now);
  }

  /** Opens files that came and were rotated away without ever being seen at the path. */
  void addNewer(Search search, Instant now) throws IOException {
    if (generations.isEmpty()) {
      return;
    }
    List<FileState> known =
        generations.stream().filter(Generation::isPlaced).map(Generation::state).toList();
    int at = generations.size();
    while (at > 0 && !generations.get(at - 1).isPlaced()) {
      at--;
    }
    for (Rotated file : search.newerThan(known, readUntil())) {
      int own = ownerOf(file);
      if (own >= 0) {
        at = generations.get(own).isLive() ? at : Math.max(at, own + 1);
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
      generations.add(at++, generation);
      try {
        open(generation, file.path(), now);
      } catch (IOException e) {
        generations.remove(generation);
        throw e;
      }
    }
    generations.forEach(Generation::place);
  }

  /** Which generation reads this file or has read a copy of it; -1 if none has. */
  private int ownerOf(Rotated file) {
    for (int i = 0; i < generations.size(); i++) {
      Generation generation = generations.get(i);
      Cursor cursor = generation.cursor();
      boolean open = cursor != null && cursor.key().equals(file.key());
      if (open || file.match(generation.state()) != Fingerprint.Match.NO) {
        return i;
      }
    }
    return -1;
  }

  /** Up to when everything is read, by the times of files. */
  private long readUntil() {
    long unsure =
        generations.stream()
            .filter(Generation::isUnplaced)
            .mapToLong(Generation::placedUntil)
            .min()
            .orElse(Long.MAX_VALUE);
    long read =
        generations.stream()
            .filter(generation -> !generation.isBlank())
            .mapToLong(generation -> generation.state().modifiedMillis())
            .max()
            .orElseGet(
                () -> generations.stream().mapToLong(Generation::placedUntil).max().orElse(0) - 1);
    return Math.min(read, unsure - 1);
  }

  /**
   * Whether the live file was empty and was written to: before that it may have been filled, copied
   * and truncated, and nothing of it shows that.
   */
  boolean isUnsure() {
    return generations.stream().anyMatch(Generation::isUnplaced);
  }

  private List<FileState> states() {
    return generations.stream().map(Generation::state).toList();
  }

  boolean knows(Rotated file) {
    return ownerOf(file) >= 0;
  }

  /** The file at the path, if it was read before: it came back, or was replaced by a copy. */
  @Nullable Generation knownAtPath(Search search) {
    Optional<FileState> known = search.knownAtPath(states());
    return generations.stream()
        .filter(generation -> known.isPresent() && generation.state().equals(known.get()))
        .findFirst()
        .orElse(null);
  }

  /** Makes this the live file. */
  void adopt(Cursor cursor, @Nullable Generation known, Instant now) throws IOException {
    if (known != null) {
      generations.remove(known);
      known.close();
    }
    generations.add(Generation.live(cursor, now));
  }

  /** Reads in order, as far as the budget goes; returns bytes read. */
  int read(LineConsumer consumer, int budget, Instant now) throws IOException {
    int total = 0;
    for (Generation generation : generations) {
      if (generation.isAwaited(now) || generation.isUnplaced()) {
        break;
      }
      total += read(generation, consumer, budget - total, now);
      if (total >= budget || generation.isAwaited(now) || generation.holdsBack(now)) {
        break;
      }
    }
    letGo(consumer, now);
    return total;
  }

  private int read(Generation generation, LineConsumer consumer, int budget, Instant now)
      throws IOException {
    try {
      return generation.read(consumer, budget, lost, now);
    } catch (DamagedException e) {
      Cursor cursor = Objects.requireNonNull(generation.cursor());
      long rest = cursor.compressedRest();
      Path file = generation.state().seenAt();
      if (generation.isDamagedFor(rest)) {
        generation.handOutRest(consumer, lost);
      }
      generation.seek(now);
      markDamaged(generation, file, rest, e, now);
      return 0;
    }
  }

  /** It may only be incomplete yet; if it is no longer when it fails again, it is given up. */
  private void markDamaged(
      Generation generation, Path file, long rest, DamagedException e, Instant now)
      throws IOException {
    if (!generation.isDamagedFor(rest)) {
      String why = file + " can't be decompressed: " + Causes.of(e) + "; it is tried once more";
      generation.markDamaged(why, rest, now);
      return;
    }
    notice = file + " is damaged, its rest can't be read: " + Causes.of(e);
    lost.add(LostCause.DAMAGED, Math.max(1, Math.max(rest, generation.state().unread())));
    generation.finish();
    forgetDone();
  }

  /** Closes what is finished: read to its end, quiet, and not the one that may still be written. */
  private void letGo(LineConsumer consumer, Instant now) throws IOException {
    Search search = null;
    for (int i = 0; i < generations.size(); i++) {
      Generation generation = generations.get(i);
      if (!generation.isQuiet(now)) {
        continue;
      }
      generation.handOutRest(consumer, lost);
      boolean newer =
          generations.subList(i + 1, generations.size()).stream().anyMatch(Generation::isRetired);
      if (!newer && !generation.isCompressed()) {
        if (!generation.isNameDue(now)) {
          continue;
        }
        search = search == null ? new Search(path) : search;
        if (search.hasName(generation.state().key())) {
          continue;
        }
      }
      generation.finish();
    }
    forgetDone();
  }

  /** What is done says that what comes after it is new: the newest few, for some may be deleted. */
  private void forgetDone() {
    int kept = 0;
    for (int i = generations.size() - 1; i >= 0; i--) {
      Generation generation = generations.get(i);
      if (generation.isDone()) {
        // A file that stayed empty is no landmark, another one is.
        boolean says = generation.isBlank() ? generations.size() == 1 : kept < LANDMARKS;
        kept += says ? 1 : 0;
        if (!says) {
          generations.remove(i);
        }
      }
    }
  }

  void close() throws IOException {
    for (Generation generation : generations) {
      generation.close();
    }
  }
}
