package io.bouncewatch.parser;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Turns the time groups of a header pattern into an instant.
 *
 * <p>Groups: {@code year} (may be missing), {@code month} (number or English name), {@code day},
 * {@code hour}, {@code minute}, {@code second}, and optionally {@code fraction} and {@code zone}.
 */
final class Timestamps {

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  /** Clocks and zones of two machines may differ by less than this. */
  private static final int TOLERANCE_SECONDS = 86_400;

  private final ParserSettings settings;

  Timestamps(ParserSettings settings) {
    this.settings = settings;
  }

  /** The reference time: for lines that carry no time at all. */
  Instant now() {
    return settings.reference().instant();
  }

  /** Time of a date such as {@code 2026-11-21}; null if there is no such date. */
  @Nullable Instant full(Matcher header) {
    return instant(header, number(header.group("year")), number(header.group("month")));
  }

  /** Time of a date such as {@code Nov 21}, with or without a year; null if there is none. */
  @Nullable Instant named(Matcher header) {
    int month = MONTHS.indexOf(header.group("month"));
    if (month < 0 || month % 3 != 0) {
      return null;
    }
    month = month / 3 + 1;
    String year = header.group("year");
    if (year != null) {
      return instant(header, number(year), month);
    }
    Instant latest = settings.reference().instant().plusSeconds(TOLERANCE_SECONDS);
    int candidate = latest.atZone(settings.zone()).getYear();
    // 29 February exists in one year of four, or of eight around 1900 and 2100.
    for (int back = 0; back <= 8; back++) {
      Instant time = instant(header, candidate - back, month);
      if (time != null && !time.isAfter(latest)) {
        return time;
      }
    }
    return null;
  }

  private @Nullable Instant instant(Matcher header, int year, int month) {
    try {
      LocalDateTime local =
          LocalDateTime.of(
              LocalDate.of(year, month, number(header.group("day").strip())),
              LocalTime.of(
                  number(header.group("hour")),
                  number(header.group("minute")),
                  // A leap second is written as 60.
                  Math.min(59, number(header.group("second"))),
                  nanos(header.group("fraction"))));
      return local.toInstant(offset(header.group("zone"), local));
    } catch (DateTimeException noSuchDate) {
      return null;
    }
  }

  private ZoneOffset offset(@Nullable String zone, LocalDateTime local) {
    if (zone == null) {
      ZoneId here = settings.zone();
      return here.getRules().getOffset(local);
    }
    return zone.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone);
  }

  private static int nanos(@Nullable String fraction) {
    if (fraction == null) {
      return 0;
    }
    int nanos = 0;
    for (int i = 0; i < 9; i++) {
      nanos = nanos * 10 + (i < fraction.length() ? fraction.charAt(i) - '0' : 0);
    }
    return nanos;
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
