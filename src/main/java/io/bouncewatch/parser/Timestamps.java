package io.bouncewatch.parser;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Turns the time groups of a header pattern into an instant.
 *
 * <p>Groups: {@code year} (may be missing), {@code month} (number or English name), {@code day},
 * {@code hour}, {@code minute}, {@code second}, and optionally {@code fraction} and {@code zone}.
 *
 * <p>Used by one thread.
 */
final class Timestamps {

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  /** Clocks and zones of two machines may differ by less than this. */
  private static final int TOLERANCE_SECONDS = 86_400;

  private final ParserSettings settings;

  private String lastStamp = "";
  private @Nullable String lastZone;
  private @Nullable Instant lastSecond;

  Timestamps(ParserSettings settings) {
    this.settings = settings;
  }

  /** The reference time: for lines that carry no time at all. */
  Instant now() {
    return settings.reference().instant();
  }

  /** Time of a date such as {@code 2026-11-21}; null if there is no such date. */
  @Nullable Instant full(String line, Matcher header) {
    Instant second = isSameSecond(line, header) ? lastSecond : remember(line, header, full(header));
    return second == null ? null : second.plusNanos(nanos(header.group("fraction")));
  }

  /** Time of a date such as {@code Nov 21}, with or without a year; null if there is none. */
  @Nullable Instant named(String line, Matcher header) {
    Instant second =
        isSameSecond(line, header) ? lastSecond : remember(line, header, named(header));
    return second == null ? null : second.plusNanos(nanos(header.group("fraction")));
  }

  /** Busy servers write many lines a second, and calendars are slow. */
  private boolean isSameSecond(String line, Matcher header) {
    int start = header.start();
    int length = header.end("second") - start;
    return length == lastStamp.length()
        && line.regionMatches(start, lastStamp, 0, length)
        && Objects.equals(header.group("zone"), lastZone);
  }

  private @Nullable Instant remember(String line, Matcher header, @Nullable Instant second) {
    lastStamp = line.substring(header.start(), header.end("second"));
    lastZone = header.group("zone");
    lastSecond = second;
    return second;
  }

  private @Nullable Instant full(Matcher header) {
    return instant(header, number(header.group("year")), number(header.group("month")));
  }

  private @Nullable Instant named(Matcher header) {
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
                  Math.min(59, number(header.group("second")))));
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
