package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The newest rotated files of each scheme of names when they were last looked at and all of them
 * were accounted for: what comes after them in the order of their names is new.
 *
 * <p>Schemes are kept apart, because nothing but time says whether {@code mail.log.1} or {@code
 * mail.log-20261121} is newer, and times are not to be trusted: a writer that lags writes to a
 * renamed file later than to its successor, and some compressors keep whole seconds only. Used by
 * one thread.
 */
final class Landmarks {

  /** How many files of a scheme are remembered, for some may be deleted. */
  private static final int KEPT = 3;

  /** Before the text of a scheme, and alone if there is none. */
  private static final String MARK = "rotated";

  private static final Pattern TEXT =
      Pattern.compile(
          MARK + " (?<extent>all|newest)(?<files>( \\S+@-?\\d{1,18})*) \\|(?<scheme>.+)",
          Pattern.DOTALL);

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
   * The files of one scheme.
   *
   * @param all whether these were all that had anything in them
   * @param newest the newest first
   */
  private record Known(boolean all, List<Landmark> newest) {}

  /** By scheme. */
  private final Map<String, Known> known = new TreeMap<>();

  private boolean looked;
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
    looked |= text.equals(MARK);
    if (!matcher.matches()) {
      return;
    }
    List<Landmark> newest = new ArrayList<>();
    for (String file : matcher.group("files").split(" ", -1)) {
      if (!file.isEmpty()) {
        Landmark.parse(file).ifPresent(newest::add);
      }
    }
    known.put(matcher.group("scheme"), new Known(matcher.group("extent").equals("all"), newest));
  }

  private List<FilePosition> asPositions() {
    List<FilePosition> texts = new ArrayList<>();
    if (looked) {
      texts.add(new FilePosition(MARK, 0));
    }
    known.forEach(
        (scheme, files) -> {
          StringBuilder text = new StringBuilder(MARK).append(files.all ? " all" : " newest");
          files.newest.forEach(file -> text.append(' ').append(file));
          texts.add(new FilePosition(text.append(" |").append(scheme).toString(), 0));
        });
    return List.copyOf(texts);
  }

  /** To be saved with the positions of files. */
  List<FilePosition> positions() {
    return positions;
  }

  /** Takes over what another holds. */
  void become(Landmarks other) {
    known.clear();
    known.putAll(other.known);
    looked = other.looked;
    positions = other.positions;
  }

  /** Whether a file is one of these. */
  boolean has(Rotated file, Beginnings beginnings) {
    Known files = known.get(file.name().scheme());
    return files != null
        && files.newest.stream()
            .anyMatch(
                landmark -> file.match(landmark.print, beginnings) == Fingerprint.Match.WHOLE);
  }

  /**
   * If none of these is left: up to when what is left was written if it was there before, in
   * milliseconds since 1970. The oldest goes first, so mostly nothing of it was. Empty if it was
   * never looked what there is.
   */
  OptionalLong writtenUntil(String scheme) {
    Known files = known.get(scheme);
    if (files == null) {
      return looked ? OptionalLong.of(Long.MIN_VALUE) : OptionalLong.empty();
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
  void put(List<Rotated> siblings, Beginnings beginnings) {
    known.clear();
    looked = true;
    for (int i = siblings.size() - 1; i >= 0; i--) {
      Rotated file = siblings.get(i);
      if (file.name().kind() != RotatedName.Kind.OTHER) {
        known.compute(
            file.name().scheme(),
            (scheme, newer) ->
                newer == null ? alone(file, beginnings) : older(newer, file, beginnings));
      }
    }
    positions = asPositions();
  }

  private static Known alone(Rotated file, Beginnings beginnings) {
    return older(new Known(true, List.of()), file, beginnings);
  }

  private static Known older(Known newer, Rotated file, Beginnings beginnings) {
    if (newer.newest.size() == KEPT) {
      return newer.all ? new Known(false, newer.newest) : newer;
    }
    Optional<Fingerprint> print = file.fingerprint(beginnings);
    List<Landmark> newest = new ArrayList<>(newer.newest);
    print
        .filter(text -> !text.isBlank())
        .ifPresent(text -> newest.add(new Landmark(text, file.modifiedMillis())));
    return new Known(newer.all && print.isPresent(), newest);
  }
}
