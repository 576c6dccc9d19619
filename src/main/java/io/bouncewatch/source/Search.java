package io.bouncewatch.source;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One look at the files of a log: which of them is which that was read before, and which are new.
 */
final class Search {

  /** For a file whose name says nothing of order. */
  static final RotatedName NAMELESS = new RotatedName(RotatedName.Kind.OTHER, "", "");

  private final Path log;
  private final Beginnings beginnings;
  private final List<Rotated> siblings;
  private final @Nullable Rotated live;

  Search(Path log, Beginnings beginnings) throws IOException {
    this.log = log;
    this.beginnings = beginnings;
    this.siblings = Siblings.of(log);
    this.live = Rotated.of(log, NAMELESS).orElse(null);
  }

  /**
   * Names that are given to other files while a directory is listed and files are compared make the
   * answers worthless: one file may have been seen twice, another not at all.
   *
   * @throws MovedException if that happened
   */
  void verify() throws IOException {
    if (!places(new Search(log, beginnings)).equals(places(this))) {
      throw new MovedException("files of " + log + " were renamed while they were looked at");
    }
  }

  private static Map<Path, String> places(Search search) {
    Map<Path, String> places = new HashMap<>();
    search.siblings.forEach(file -> places.put(file.path(), file.key()));
    Rotated here = search.live;
    if (here != null) {
      places.put(here.path(), here.key());
    }
    return places;
  }

  /**
   * Whether a file still has a name, so that somebody may write to it.
   *
   * @throws MovedException if names were given to other files meanwhile
   */
  boolean hasName(FileState file) throws IOException {
    boolean named =
        siblings.stream().anyMatch(sibling -> sibling.isKeyOf(file))
            || Rotated.of(file.seenAt(), NAMELESS).filter(found -> found.isKeyOf(file)).isPresent();
    if (!named) {
      verify();
    }
    return named;
  }

  /**
   * Where a file stands now, as it was or as a copy; to be {@linkplain #verify verified}.
   *
   * @param taken keys of files that are open, which are others
   * @return the file at the followed path itself if it stands there
   */
  Optional<Rotated> look(FileState wanted, Set<String> taken) throws IOException {
    List<Rotated> files = candidates(wanted, taken);
    Rotated here = live;
    if (here != null && here.isKeyOf(wanted) && isSame(here, wanted)) {
      return Optional.of(here);
    }
    for (Rotated file : files) {
      if (file.isKeyOf(wanted) && isSame(file, wanted)) {
        return Optional.of(file);
      }
    }
    if (wanted.print().isBlank()) {
      return Optional.empty();
    }
    if (here != null && here.match(wanted, beginnings) == Fingerprint.Match.WHOLE) {
      return Optional.of(here);
    }
    return findCopy(wanted, files);
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

  private boolean isSame(Rotated file, FileState wanted) {
    return wanted.print().isBlank() || file.match(wanted, beginnings) == Fingerprint.Match.WHOLE;
  }

  private Optional<Rotated> findCopy(FileState wanted, List<Rotated> files) {
    List<Rotated> newestFirst = new ArrayList<>(files);
    Collections.reverse(newestFirst);
    Rotated older = null;
    Rotated part = null;
    Rotated newer = null;
    for (Rotated file : newestFirst) {
      Fingerprint.Match match = file.match(wanted, beginnings);
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
   * <p>Each scheme of names is looked at apart: it may have been changed, or two tools rotate, and
   * nothing but time says which of a number and a date is newer.
   *
   * @param known what was read or is being read, as far as all before it is known
   * @param landmarks what was accounted for before
   * @param readUntil if nothing is left of what was read: when the last of it was written, in
   *     milliseconds since 1970
   * @throws MovedException if names were given to other files meanwhile
   */
  List<Rotated> newerThan(List<FileState> known, Landmarks landmarks, long readUntil)
      throws IOException {
    Map<String, Deque<Rotated>> schemes = new HashMap<>();
    for (Rotated file : siblings) {
      if (file.name().kind() != RotatedName.Kind.OTHER && !isLive(file)) {
        String scheme = file.name().scheme();
        schemes.computeIfAbsent(scheme, name -> new ArrayDeque<>()).addFirst(file);
      }
    }
    Set<Rotated> newer = new HashSet<>();
    schemes.forEach(
        (scheme, files) -> {
          long until = landmarks.writtenUntil(scheme).orElse(readUntil);
          newer.addAll(newerThan(known, landmarks, Math.min(readUntil, until), files));
        });
    verify();
    return siblings.stream().filter(newer::contains).toList();
  }

  /**
   * @param newestFirst files of one scheme
   */
  private List<Rotated> newerThan(
      List<FileState> known,
      Landmarks landmarks,
      long knownUntil,
      Collection<Rotated> newestFirst) {
    List<Rotated> newer = new ArrayList<>();
    for (Rotated file : newestFirst) {
      if (known.stream().anyMatch(state -> isKnown(file, state))
          || landmarks.has(file, beginnings)) {
        return newer;
      }
      newer.add(file);
    }
    // Nothing is left of all that was known: what was written later was not.
    newer.removeIf(file -> !file.isWrittenAfter(knownUntil));
    return newer;
  }

  /** Not by its inode: a file that was truncated has the old one, and other content. */
  private boolean isKnown(Rotated file, FileState state) {
    return file.match(state, beginnings) != Fingerprint.Match.NO;
  }

  /**
   * All are accounted for.
   *
   * @param but those that are not
   * @throws MovedException if names were given to other files meanwhile; nothing is marked then
   */
  void mark(Landmarks landmarks, Collection<Rotated> but) throws IOException {
    Set<Rotated> waiting = Set.copyOf(but);
    Landmarks marks = new Landmarks(List.of());
    marks.put(
        siblings.stream().filter(file -> !isLive(file) && !waiting.contains(file)).toList(),
        beginnings);
    verify();
    landmarks.become(marks);
  }

  /**
   * When a file was last touched by a writer, as far as that is known. It is as good as written to
   * when it gets its name, if it is the newest of its scheme: a writer that has not noticed the
   * rotation goes on in it.
   */
  Instant touched(Rotated file, Instant now) {
    Instant written = Instant.ofEpochMilli(file.modifiedMillis());
    String scheme = file.name().scheme();
    boolean newest =
        siblings.stream()
            .filter(sibling -> sibling.name().scheme().equals(scheme))
            .reduce((older, newer) -> newer)
            .filter(file::equals)
            .isPresent();
    if (!newest) {
      return written;
    }
    FileTime changed = file.changed();
    Instant named = changed == null ? now : changed.toInstant();
    return named.isAfter(written) ? named : written;
  }

  private boolean isLive(Rotated file) {
    return live != null && live.key().equals(file.key());
  }

  /** Whether a file is there, under whatever name, as it was or as a copy. */
  boolean holds(String key, Fingerprint print) {
    // Mostly it is there as it was; its key alone may have been given to another file.
    return siblings.stream().filter(file -> file.key().equals(key)).anyMatch(is(print))
        || siblings.stream().anyMatch(is(print));
  }

  private Predicate<Rotated> is(Fingerprint print) {
    return file -> file.match(print, beginnings) != Fingerprint.Match.NO;
  }

  /** What was read of the file at the path, perhaps under another inode; empty if it is new. */
  Optional<FileState> knownAtPath(List<FileState> known) throws IOException {
    Rotated here = live;
    if (here == null) {
      return Optional.empty();
    }
    Optional<FileState> found =
        known.stream().filter(state -> isAtPath(here, state)).reduce((first, last) -> last);
    verify();
    return found;
  }

  private boolean isAtPath(Rotated here, FileState state) {
    return state.print().isBlank()
        ? here.isKeyOf(state) && !state.done()
        : here.match(state, beginnings) == Fingerprint.Match.WHOLE;
  }
}
