package io.bouncewatch.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One look at the files of a log: which of them is which that was read before, and which are new.
 */
final class Search {

  /** For a file whose name says nothing of order. */
  static final RotatedName NAMELESS = new RotatedName(RotatedName.Kind.OTHER, "", "");

  private final Path log;
  private final List<Rotated> siblings;
  private final @Nullable Rotated live;

  Search(Path log) throws IOException {
    this.log = log;
    this.siblings = Siblings.of(log);
    this.live = Rotated.of(log, NAMELESS).orElse(null);
  }

  /** Whether a file still has a name, so that somebody may write to it. */
  boolean hasName(FileState file) {
    return siblings.stream().anyMatch(sibling -> sibling.isKeyOf(file))
        || Rotated.of(file.seenAt(), NAMELESS).filter(found -> found.isKeyOf(file)).isPresent();
  }

  /**
   * Where a file stands now, as it was or as a copy.
   *
   * @param taken keys of files that are open, which are others
   * @return the followed path itself if it stands there
   */
  Optional<Path> find(FileState wanted, Set<String> taken) throws IOException {
    List<Rotated> files = candidates(wanted, taken);
    Rotated here = live;
    if (here != null && here.isKeyOf(wanted) && isSame(here, wanted)) {
      return Optional.of(log);
    }
    for (Rotated file : files) {
      if (file.isKeyOf(wanted) && isSame(file, wanted)) {
        return Optional.of(file.path());
      }
    }
    if (wanted.print().isBlank()) {
      return Optional.empty();
    }
    if (here != null && here.match(wanted) == Fingerprint.Match.WHOLE) {
      return Optional.of(log);
    }
    return findCopy(wanted, files).map(Rotated::path);
  }

  /** The live file is no candidate for a file that was truncated, nor are other files' links. */
  private List<Rotated> candidates(FileState wanted, Set<String> taken) throws IOException {
    List<Rotated> files = new ArrayList<>(siblings);
    if (!wanted.seenAt().equals(log)) {
      // A link pointed there; what it points at now may be in another directory.
      Rotated.of(wanted.seenAt(), NAMELESS).ifPresent(files::add);
      files.addAll(Siblings.of(wanted.seenAt()));
    }
    files.removeIf(file -> taken.contains(file.key()));
    return files;
  }

  private static boolean isSame(Rotated file, FileState wanted) {
    return wanted.print().isBlank() || file.match(wanted) == Fingerprint.Match.WHOLE;
  }

  private static Optional<Rotated> findCopy(FileState wanted, List<Rotated> files) {
    List<Rotated> newestFirst = new ArrayList<>(files);
    Collections.reverse(newestFirst);
    Rotated older = null;
    Rotated part = null;
    Rotated newer = null;
    for (Rotated file : newestFirst) {
      Fingerprint.Match match = file.match(wanted);
      boolean late = file.modifiedMillis() / 1000 >= wanted.modifiedMillis() / 1000;
      if (match == Fingerprint.Match.PART) {
        part = part == null ? file : part;
      } else if (match == Fingerprint.Match.WHOLE && late) {
        // Of several the oldest: a file that was only just begun has little to be known by.
        newer = file;
      } else if (match == Fingerprint.Match.WHOLE) {
        older = older == null ? file : older;
        break;
      }
    }
    Rotated best = newer != null ? newer : older;
    return Optional.ofNullable(best != null ? best : part);
  }

  /**
   * Files that came and were rotated away without ever being seen at the path, the oldest first.
   *
   * @param known what was read or is being read, as far as all before it is known
   * @param readUntil if nothing is left of what was read: when the last of it was written, in
   *     milliseconds since 1970
   */
  List<Rotated> newerThan(List<FileState> known, long readUntil) {
    List<Rotated> newer = new ArrayList<>();
    for (int i = siblings.size() - 1; i >= 0; i--) {
      Rotated file = siblings.get(i);
      if (file.name().kind() == RotatedName.Kind.OTHER || isLive(file)) {
        continue;
      }
      if (known.stream().anyMatch(state -> isKnown(file, state))) {
        Collections.reverse(newer);
        return newer;
      }
      newer.add(file);
    }
    // Nothing is left of all that was read: what was written later was not read.
    newer.removeIf(file -> !file.isWrittenAfter(readUntil));
    Collections.reverse(newer);
    return newer;
  }

  /** Not by its inode: a file that was truncated has the old one, and other content. */
  private static boolean isKnown(Rotated file, FileState state) {
    return file.match(state) != Fingerprint.Match.NO;
  }

  private boolean isLive(Rotated file) {
    return live != null && live.key().equals(file.key());
  }

  /** What was read of the file at the path, perhaps under another inode; empty if it is new. */
  Optional<FileState> knownAtPath(List<FileState> known) {
    Rotated here = live;
    return here == null
        ? Optional.empty()
        : known.stream().filter(state -> isAtPath(here, state)).reduce((first, last) -> last);
  }

  private static boolean isAtPath(Rotated here, FileState state) {
    return state.print().isBlank()
        ? here.isKeyOf(state) && !state.done()
        : here.match(state) == Fingerprint.Match.WHOLE;
  }
}
