package io.bouncewatch.parser;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header a syslog daemon, or Postfix's own {@code maillog_file}, puts before a message.
 *
 * <p>Traditional (RFC 3164 section 4.1, as written to files), ISO 8601 or RFC 3339 dates in its
 * place, RFC 5424 section 6, and none at all. Used by one thread.
 */
final class SyslogHeader {

  private static final String CLOCK =
      "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9})\\d*)?";
  private static final String ZONE = " ?(?<zone>Z|[+-]\\d\\d:?\\d\\d)?";
  private static final String TAG = "(?<program>\\S{1,100}?)(?:\\[\\d+\\])?: ";

  /** {@code Nov 21 16:31:14 host postfix/smtp[15610]: }, the year before or after the day. */
  private static final Pattern TRADITIONAL =
      Pattern.compile(
          "^(?:<\\d{1,3}>)?(?:(?<year>\\d{4}) )?(?<month>[A-Z][a-z]{2}) (?<day>[ \\d]?\\d) "
              + CLOCK
              + "(?<zone>(?!))? (?:<[\\w.]+> )?(?:\\S+ )??"
              + TAG);

  /** {@code 2026-11-21T16:31:14.627692+00:00 host postfix/smtp[15610]: }. */
  private static final Pattern ISO =
      Pattern.compile(
          "^(?:<\\d{1,3}>)?(?<year>\\d{4})[-/](?<month>\\d\\d)[-/](?<day>\\d\\d)[T ]"
              + CLOCK
              + ZONE
              + " (?:\\S+ )??"
              + TAG);

  /** {@code <22>1 2026-11-21T16:31:14.627692+00:00 host postfix 15610 - - }. */
  private static final Pattern RFC_5424 =
      Pattern.compile(
          "^(?:<\\d{1,3}>)?1 (?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)T"
              + CLOCK
              + ZONE
              + " \\S+ (?<program>\\S+) \\S+ \\S+ "
              + "(?:-|(?:\\[[^\\]\"]*+(?:\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"[^\\]\"]*+)*+\\])+) *\uFEFF?");

  /** {@code postfix/smtp[15610]: }, as a container writes it to standard output. */
  private static final Pattern NONE =
      Pattern.compile("^(?<program>[^\\s\\[\\]:]{1,100})\\[\\d+\\]: ");

  private final Matcher traditional = TRADITIONAL.matcher("");
  private final Matcher iso = ISO.matcher("");
  private final Matcher rfc5424 = RFC_5424.matcher("");
  private final Matcher none = NONE.matcher("");
  private final Timestamps timestamps;

  SyslogHeader(Timestamps timestamps) {
    this.timestamps = timestamps;
  }

  /** Reads the header of a line; null if it has none of these. */
  @Nullable Header read(String line) {
    if (line.isEmpty()) {
      return null;
    }
    char first = line.charAt(0);
    if (first >= 'A' && first <= 'Z' && traditional.reset(line).lookingAt()) {
      return header(timestamps.named(line, traditional), traditional);
    }
    if (first >= '0' && first <= '9' && iso.reset(line).lookingAt()) {
      return header(timestamps.full(line, iso), iso);
    }
    if (rfc5424.reset(line).lookingAt()) {
      return header(timestamps.full(line, rfc5424), rfc5424);
    }
    if (traditional.reset(line).lookingAt()) {
      return header(timestamps.named(line, traditional), traditional);
    }
    if (iso.reset(line).lookingAt()) {
      return header(timestamps.full(line, iso), iso);
    }
    return none.reset(line).lookingAt() ? header(timestamps.now(), none) : null;
  }

  private static @Nullable Header header(@Nullable Instant time, Matcher matcher) {
    return time == null
        ? null
        : new Header(time, matcher.group("program"), isZoned(matcher), matcher.end());
  }

  private static boolean isZoned(Matcher matcher) {
    return matcher.pattern() != NONE && matcher.group("zone") != null;
  }
}
