package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The newest rotated files of each kind of name when they were last looked at and all of them were
 * accounted for: what comes after them in the order of their names is new.
 *
 * <p>Kinds are kept apart, because nothing but time says whether {@code mail.log.1} or {@code
 * mail.log-20261121} is newer, and times are not to be trusted: a writer that lags writes to a
 * renamed file later than to its successor, and some compressors keep whole seconds only. Used by
 * one thread.
 */
final class Landmarks {

  /** How many files of a kind are remembered, for some may be deleted. */
  private static final int KEPT = 3;

  private static final Pattern TEXT =
      Pattern.compile("rotated (?<kind>\\w+) (?<extent>all|newest)(?<files>( \\S+@-?\\d{1,18})*)");

  /** One file. */
  private record Landmark(Fingerprint print, long modifiedMillis) {

    static Optional<Landmark> parse(String text) {
      int at = text.lastIndexOf('@');
      return Fingerprint.parse(text.substring(0, at))
          .map(print -> new Landmark(print, Long.parseLong(text.substring(at + 1))));
    }

    @Override
    public String toString() {
      return print + "@" + modifiedMillis;
    }
  }

  /**
   * The files of one kind.
   *
   * @param all whether these were all that had anything in them
   * @param newest the newest first
   */
  private record Known(boolean all, List<Landmark> newest) {}

  /** A kind that was never looked at is not in it. */
  private final Map<RotatedName.Kind, Known> known = new EnumMap<>(RotatedName.Kind.class);

  private List<FilePosition> positions;

  /**
   * @param saved positions, of which only those that {@link #positions()} gave are taken
   */
  Landmarks(List<FilePosition> saved) {
    saved.forEach(position -> read(position.fileId()));
    positions = asPositions();
  }

  private void read(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return;
    }
    List<Landmark> newest = new ArrayList<>();
    for (String file : matcher.group("files").split(" ", -1)) {
      if (!file.isEmpty()) {
        Landmark.parse(file).ifPresent(newest::add);
      }
    }
    for (RotatedName.Kind kind : RotatedName.Kind.values()) {
      if (nameOf(kind).equals(matcher.group("kind"))) {
        known.put(kind, new Known(matcher.group("extent").equals("all"), newest));
      }
    }
  }

  private List<FilePosition> asPositions() {
    List<FilePosition> texts = new ArrayList<>();
    known.forEach(
        (kind, files) -> {
          StringBuilder text = new StringBuilder("rotated ").append(nameOf(kind));
          text.append(files.all ? " all" : " newest");
          files.newest.forEach(file -> text.append(' ').append(file));
          texts.add(new FilePosition(text.toString(), 0));
        });
    return List.copyOf(texts);
  }

  private static String nameOf(RotatedName.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** To be saved with the positions of files. */
  List<FilePosition> positions() {
    return positions;
  }

  /** Takes over what another holds. */
  void become(Landmarks other) {
    known.clear();
    known.putAll(other.known);
    positions = other.positions;
  }

  /** Whether a file is one of these. */
  boolean has(Rotated file) {
    Known files = known.get(file.name().kind());
    return files != null
        && files.newest.stream()
            .anyMatch(landmark -> file.match(landmark.print) == Fingerprint.Match.WHOLE);
  }

  /**
   * If none of these is left: up to when what is left was written if it was there before, in
   * milliseconds since 1970. The oldest goes first, so mostly nothing of it was. Empty if this kind
   * was never looked at.
   */
  OptionalLong writtenUntil(RotatedName.Kind kind) {
    Known files = known.get(kind);
    if (files == null) {
      return OptionalLong.empty();
    }
    return files.all
        ? OptionalLong.of(Long.MIN_VALUE)
        : files.newest.stream().mapToLong(Landmark::modifiedMillis).min();
  }

  /**
   * All rotated files are accounted for: read, being read, or older than what is read.
   *
   * @param siblings the oldest first
   */
  void put(List<Rotated> siblings) {
    known.clear();
    for (RotatedName.Kind kind : RotatedName.Kind.values()) {
      if (kind != RotatedName.Kind.OTHER) {
        known.put(kind, newestOf(siblings, kind));
      }
    }
    positions = asPositions();
  }

  private static Known newestOf(List<Rotated> siblings, RotatedName.Kind kind) {
    List<Landmark> newest = new ArrayList<>();
    boolean all = true;
    for (int i = siblings.size() - 1; i >= 0; i--) {
      Rotated file = siblings.get(i);
      if (file.name().kind() != kind) {
        continue;
      }
      if (newest.size() == KEPT) {
        return new Known(false, newest);
      }
      Optional<Fingerprint> print = file.fingerprint();
      all &= print.isPresent();
      print
          .filter(text -> !text.isBlank())
          .ifPresent(text -> newest.add(new Landmark(text, file.modifiedMillis())));
    }
    return new Known(all, newest);
  }
}
