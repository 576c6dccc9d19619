package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import java.io.IOException;
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
final class Generations {

  /** How many finished files are remembered. */
  private static final int LANDMARKS = 3;

  private final List<Generation> all = new ArrayList<>();

  Generations(List<FilePosition> saved, Instant now) {
    for (FilePosition position : saved) {
      FileState.parse(position).ifPresent(state -> all.add(new Generation(state, now)));
    }
  }

  /** In their order; may be changed. */
  List<Generation> all() {
    return all;
  }

  List<FilePosition> positions() {
    return all.stream().map(Generation::position).toList();
  }

  long lagBytes() {
    return all.stream()
        .filter(generation -> !generation.isDone())
        .mapToLong(generation -> generation.state().unread())
        .sum();
  }

  /** What is the matter with one of them. */
  Optional<String> problem() {
    return all.stream()
        .map(Generation::problem)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .findFirst();
  }

  boolean isFinished() {
    return all.stream().allMatch(generation -> generation.state().unread() == 0);
  }

  @Nullable Generation live() {
    Generation newest = all.isEmpty() ? null : all.get(all.size() - 1);
    return newest != null && newest.isLive() ? newest : null;
  }

  Set<String> openKeys() {
    Set<String> keys = new HashSet<>();
    for (Generation generation : all) {
      Cursor cursor = generation.cursor();
      if (cursor != null) {
        keys.add(cursor.key());
      }
    }
    return keys;
  }

  boolean isLast(Generation generation) {
    return all.get(all.size() - 1) == generation;
  }

  /** Which generation reads this file or has read a copy of it; -1 if none has. */
  int ownerOf(Rotated file, Beginnings beginnings) {
    for (int i = 0; i < all.size(); i++) {
      Generation generation = all.get(i);
      Cursor cursor = generation.cursor();
      boolean open = cursor != null && cursor.key().equals(file.key());
      if (open || file.match(generation.state(), beginnings) != Fingerprint.Match.NO) {
        return i;
      }
    }
    return -1;
  }

  /** Up to when everything is read, by the times of files. */
  long readUntil() {
    long unsure =
        all.stream()
            .filter(Generation::isUnplaced)
            .mapToLong(Generation::placedUntil)
            .min()
            .orElse(Long.MAX_VALUE);
    long read =
        all.stream()
            .filter(generation -> !generation.isBlank())
            .mapToLong(generation -> generation.state().modifiedMillis())
            .max()
            .orElseGet(() -> all.stream().mapToLong(Generation::placedUntil).max().orElse(0) - 1);
    return Math.min(read, unsure - 1);
  }

  /**
   * Whether the live file was empty and was written to: before that it may have been filled, copied
   * and truncated, and nothing of it shows that.
   */
  boolean isUnsure() {
    return all.stream().anyMatch(Generation::isUnplaced);
  }

  List<FileState> states() {
    return all.stream().map(Generation::state).toList();
  }

  /** What is done says that what comes after it is new: the newest few, for some may be deleted. */
  void forgetDone() {
    int kept = 0;
    for (int i = all.size() - 1; i >= 0; i--) {
      Generation generation = all.get(i);
      if (generation.isDone()) {
        // A file that stayed empty is no landmark, another one is.
        boolean says = generation.isBlank() ? all.size() == 1 : kept < LANDMARKS;
        kept += says ? 1 : 0;
        if (!says) {
          all.remove(i);
        }
      }
    }
  }

  void close() throws IOException {
    for (Generation generation : all) {
      generation.close();
    }
  }
}
