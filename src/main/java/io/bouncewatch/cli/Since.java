package io.bouncewatch.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment as people give it: a date, a time, or how long ago. */
final class Since {

  private static final Pattern AGO = Pattern.compile("(?<number>\\d{1,6})(?<unit>[smhdw])");

  private Since() {}

  /**
   * The moment meant.
   *
   * @param zone in which a date begins
   * @throws IllegalArgumentException if it is none
   */
  static Instant parse(String text, Instant now, ZoneId zone) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return now.minus(unit(ago.group("unit")).multipliedBy(Long.parseLong(ago.group("number"))));
    }
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--since must be a date such as 2026-11-01, a time such as 2026-11-01T12:00:00Z, or how"
              + " long ago, such as 14d or 36h; not '"
              + text
              + "'",
          e);
    }
  }

  private static Duration unit(String unit) {
    return switch (unit) {
      case "w" -> Duration.ofDays(7);
      case "d" -> Duration.ofDays(1);
      case "h" -> Duration.ofHours(1);
      case "m" -> Duration.ofMinutes(1);
      default -> Duration.ofSeconds(1);
    };
  }
}
