package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the files of one log, one after another, as they come and go. Used by one thread. */
final class History {

  private final Path path;
  private final Generations generations;
  private final List<Generation> all;
  private final Landmarks landmarks;
  private final LostBytes lost = new LostBytes();
  private final Beginnings beginnings = new Beginnings();
  private final Recovery recovery;
  private @Nullable String notice;

  History(Path path, List<FilePosition> saved, Instant now, int mostOpen) {
    this.path = path;
    this.generations = new Generations(saved, now);
    this.all = generations.all();
    this.landmarks = new Landmarks(saved);
    this.recovery = new Recovery(path, generations, landmarks, lost, beginnings, mostOpen);
  }

  LostBytes lost() {
    return lost;
  }

  Generations generations() {
    return generations;
  }

  /** What is to be saved. */
  List<FilePosition> positions() {
    List<FilePosition> positions = new ArrayList<>(landmarks.positions());
    positions.addAll(generations.positions());
    return positions;
  }

  /** What is the matter, or was found at this look to be lost. */
  Optional<String> problem() {
    return Optional.ofNullable(notice).or(generations::problem);
  }

  /** Finds and opens what was read before. */
  void find(Instant now) throws IOException {
    recovery.find(now);
  }

  /** One look at the files of the log. */
  Search search() throws IOException {
    return new Search(path, beginnings);
  }

  /** Whether more files may be opened. */
  boolean hasRoom() {
    return recovery.hasRoom();
  }

  /**
   * Opens files that came and were rotated away without ever being seen at the path.
   *
   * @return whether all of them could be opened; if not, the others come when there is room
   */
  boolean addNewer(Search search, Instant now) throws IOException {
    return recovery.addNewer(search, now);
  }

  /** Bytes that are there and were not handed out. */
  long lagBytes() {
    return generations.lagBytes() + recovery.waitingBytes();
  }

  /** Whether nothing more is known to be there. */
  boolean isFinished() {
    return generations.isFinished() && !recovery.hasWaiting();
  }

  /** Whether it read this file, or a copy of it. */
  boolean knows(Rotated file) {
    return generations.ownerOf(file, beginnings) >= 0;
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

  /** The live file stands at the path no longer. */
  void retireLive(Instant now) throws IOException {
    Generation live = generations.live();
    if (live == null) {
      return;
    }
    Cursor later = Objects.requireNonNull(live.cursor()).laterContent();
    if (later == null) {
      if (live.isBlank()) {
        live.unplace();
      }
      live.retire(now);
      return;
    }
    // It was truncated before it was renamed: what is open now is another generation.
    live.seekCopy(now);
    Generation retired = Generation.live(later, now);
    retired.retire(now);
    retired.unplace();
    all.add(retired);
    find(now);
  }

  /** The file at the path, if it was read before: it came back, or was replaced by a copy. */
  @Nullable Generation knownAtPath(Search search) throws IOException {
    Optional<FileState> known = search.knownAtPath(generations.states());
    return all.stream()
        .filter(generation -> known.isPresent() && generation.state().equals(known.get()))
        .findFirst()
        .orElse(null);
  }

  /** Makes this the live file. */
  void adopt(Cursor cursor, @Nullable Generation known, Instant now) throws IOException {
    if (known != null) {
      all.remove(known);
      known.close();
    }
    all.add(Generation.live(cursor, now));
  }

  /** Reads in order, as far as the budget goes; returns bytes read. */
  int read(LineConsumer consumer, int budget, Instant now) throws IOException {
    int total = 0;
    for (Generation generation : all) {
      if (generation.isAwaited(now) || generation.isUnplaced()) {
        break;
      }
      total += read(generation, consumer, budget - total, now);
      if (total >= budget || generation.isAwaited(now) || generation.holdsBack(now)) {
        break;
      }
    }
    try {
      letGo(consumer, now);
    } catch (MovedException e) {
      // Rotation goes on this very moment; it is not urgent.
    }
    notice = recovery.takeNotice().orElse(null);
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
      recovery.markDamaged(generation, file, rest, e, now);
      return 0;
    }
  }

  /** Closes what is finished: read to its end, quiet, and not the one that may still be written. */
  private void letGo(LineConsumer consumer, Instant now) throws IOException {
    Search search = null;
    for (int i = 0; i < all.size(); i++) {
      Generation generation = all.get(i);
      if (!generation.isQuiet(now)) {
        continue;
      }
      generation.handOutRest(consumer, lost);
      // An empty file may stand anywhere in the order.
      boolean newer =
          all.subList(i + 1, all.size()).stream()
              .anyMatch(later -> later.isRetired() && !later.isBlank());
      if (!newer && !generation.isCompressed()) {
        if (!generation.isNameDue(now)) {
          continue;
        }
        search = search == null ? search() : search;
        if (search.hasName(generation.state())) {
          continue;
        }
      }
      generation.finish();
    }
    generations.forgetDone();
  }
}
