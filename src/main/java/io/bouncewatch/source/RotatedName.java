package io.bouncewatch.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What rotation made of a log's name: {@code mail.log.1}, {@code mail.log-20261121.gz}, {@code
 * mail-20261121.log}.
 *
 * @param mark the number or date in it; empty for other names
 * @param plain the name without the suffix of a compressor
 */
record RotatedName(Kind kind, String mark, String plain) implements Comparable<RotatedName> {

  enum Kind {
    /** The highest number is the oldest file. */
    NUMBERED,
    /** A date, or seconds since 1970: the latest is the newest file. */
    DATED,
    /** Something else, perhaps a copy made by hand: it says nothing of order. */
    OTHER
  }

  private static final List<String> COMPRESSED = List.of(".gz", ".bz2", ".xz", ".zst");
  private static final Pattern NUMBER = Pattern.compile("[-._]\\d{1,3}");
  private static final Pattern DATE = Pattern.compile("[-._]\\d[0-9A-Za-z.:_+-]*");
  private static final Pattern PUT_ASIDE = Pattern.compile("[-._](old|bak|save|prev|orig|tmp)|~");
  private static final Pattern ROTATED = Pattern.compile(".+\\.(\\d{1,3}|log-\\d{8}.*)");
  private static final Pattern DIGIT = Pattern.compile("\\d");
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /** Reads a name; empty if it can't have been made of this log's. */
  static Optional<RotatedName> parse(String name, String log) {
    String plain = withoutSuffix(name);
    if (name.equals(log)) {
      return Optional.empty();
    }
    if (plain.startsWith(log)) {
      return ofMark(plain.substring(log.length()), plain);
    }
    int dot = log.lastIndexOf('.');
    boolean inserted =
        dot > 0
            && plain.length() > log.length()
            && plain.startsWith(log.substring(0, dot))
            && plain.endsWith(log.substring(dot));
    // Some tools put the date before the extension. Anything else there is another log.
    return inserted
        ? ofMark(plain.substring(dot, plain.length() - (log.length() - dot)), plain)
            .filter(made -> made.kind != Kind.OTHER)
        : Optional.empty();
  }

  /** Reads the name of a log that is a sibling by its date: {@code mail-20261120.log}. */
  static Optional<RotatedName> parseDated(String name, String dated) {
    String plain = withoutSuffix(name);
    String pattern = "\\Q" + DIGITS.matcher(dated).replaceAll("\\\\E\\\\d+\\\\Q") + "\\E";
    boolean sibling = !name.equals(dated) && DIGITS.matcher(dated).find() && plain.matches(pattern);
    return sibling ? Optional.of(new RotatedName(Kind.DATED, plain, plain)) : Optional.empty();
  }

  private static Optional<RotatedName> ofMark(String mark, String plain) {
    if (NUMBER.matcher(mark).matches()) {
      return Optional.of(new RotatedName(Kind.NUMBERED, mark.substring(1), plain));
    }
    if (DATE.matcher(mark).matches()) {
      return Optional.of(new RotatedName(Kind.DATED, mark.substring(1), plain));
    }
    boolean other = mark.isEmpty() || "-._~".indexOf(mark.charAt(0)) >= 0;
    return other ? Optional.of(new RotatedName(Kind.OTHER, "", plain)) : Optional.empty();
  }

  /** Whether a file of this name is what became of another log, and not a log of its own. */
  static boolean isMadeOf(String name, String log) {
    return parse(name, log)
        .filter(made -> made.kind != Kind.OTHER || isCompressed(name) || isPutAside(made, log))
        .isPresent();
  }

  private static boolean isPutAside(RotatedName made, String log) {
    Matcher rest = PUT_ASIDE.matcher(made.plain.substring(log.length()));
    return rest.matches();
  }

  /** Whether it looks like a rotated file whatever the log's name is: {@code mail.log.1}. */
  static boolean isNumbered(String name) {
    return ROTATED.matcher(name).matches();
  }

  static boolean isCompressed(String name) {
    return !withoutSuffix(name).equals(name);
  }

  private static String withoutSuffix(String name) {
    for (String suffix : COMPRESSED) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }

  /**
   * What all names have in common that one way of rotating makes, and that are therefore in order:
   * {@code mail.log.#}, {@code mail.log-00000000}.
   */
  String scheme() {
    return kind == Kind.NUMBERED
        ? plain.substring(0, plain.lastIndexOf(mark)) + "#"
        : DIGIT.matcher(plain).replaceAll("0");
  }

  /** The older comes first; only for names of one scheme. */
  @Override
  public int compareTo(RotatedName other) {
    return kind == Kind.NUMBERED
        ? Integer.compare(Integer.parseInt(other.mark), Integer.parseInt(mark))
        : mark.compareTo(other.mark);
  }
}
