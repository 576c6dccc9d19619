package io.bouncewatch;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 500 MiB}, {@code 1GiB}. */
final class ByteSize {

  private static final Pattern SIZE =
      Pattern.compile("(?<number>\\d{1,7})\\s*(?<unit>[KMGT]i?B?)", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Integer> BITS = Map.of("K", 10, "M", 20, "G", 30, "T", 40);

  private ByteSize() {}

  /**
   * Bytes, by powers of 1024 whichever way the unit is written.
   *
   * @throws IllegalArgumentException if the text is no size
   */
  static long parse(String text) {
    Matcher matcher = SIZE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be a size, such as 500MiB or 1GiB, not '" + text + "'");
    }
    String unit = matcher.group("unit").substring(0, 1).toUpperCase(Locale.ROOT);
    return Long.parseLong(matcher.group("number")) << BITS.getOrDefault(unit, 0);
  }
}
