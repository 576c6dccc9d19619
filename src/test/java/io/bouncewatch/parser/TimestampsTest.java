package io.bouncewatch.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.ParsedLine;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a line was written, in all the ways in which logs say it. */
class TimestampsTest {

  private static final String REST =
      " mx1 postfix/smtp[7]: 4jWyQ00VHGzv: to=<a@b.test>, relay=none, delay=1, delays=1/0/0/0,"
          + " dsn=4.4.1, status=deferred (connect to b.test[192.0.2.1]:25: Connection refused)";

  @ParameterizedTest
  @CsvSource({
    // Traditional dates have no year: the latest that is not in the future.
    "2026-11-21T12:00:00Z, Nov 21 10:00:00, Europe/Oslo, 2026-11-21T09:00:00Z",
    "2026-01-02T00:00:00Z, Dec 31 23:59:59, UTC, 2025-12-31T23:59:59Z",
    "2026-03-01T00:00:00Z, Feb 29 12:00:00, UTC, 2024-02-29T12:00:00Z",
    "2026-11-21T12:00:00Z, Nov  1 10:00:00, UTC, 2026-11-01T10:00:00Z",
    // The clocks of two machines differ a little: that is no year.
    "2026-11-21T12:00:00Z, Nov 21 12:05:00, UTC, 2026-11-21T12:05:00Z",
    "2026-12-31T23:59:00Z, Jan  1 00:01:00, UTC, 2027-01-01T00:01:00Z",
    "2026-11-21T12:00:00Z, Nov 30 10:00:00, UTC, 2025-11-30T10:00:00Z",
    "2026-11-21T12:00:00Z, 2020 Nov 30 10:00:00, UTC, 2020-11-30T10:00:00Z",
    // In summer and in winter.
    "2026-11-21T12:00:00Z, Jul 21 10:00:00, Europe/Warsaw, 2026-07-21T08:00:00Z",
    "2026-11-21T12:00:00Z, 2026-11-21T10:00:00.25+01:00, UTC, 2026-11-21T09:00:00.250Z",
    "2026-11-21T12:00:00Z, 2026-11-21T10:00:00+0100, UTC, 2026-11-21T09:00:00Z",
    "2026-11-21T12:00:00Z, 2026-11-21T10:00:00Z, Europe/Oslo, 2026-11-21T10:00:00Z",
    "2026-11-21T12:00:00Z, 2026-11-21 10:00:00, Europe/Oslo, 2026-11-21T09:00:00Z",
    "2026-11-21T12:00:00Z, 2026/11/21 10:00:00, UTC, 2026-11-21T10:00:00Z",
    "2017-01-01T12:00:00Z, Dec 31 23:59:60, UTC, 2016-12-31T23:59:59Z"
  })
  void aPostfixLine(Instant reference, String stamp, String zone, Instant expected) {
    LogParser parser =
        new LogParser(
            LogFormat.POSTFIX,
            new ParserSettings(ZoneId.of(zone), InstantSource.fixed(reference), Set.of()));
    ParsedLine line = parser.parse(LogLine.of(stamp + REST));
    assertThat(line).isInstanceOf(ParsedLine.Parsed.class);
    Attempt attempt = (Attempt) ((ParsedLine.Parsed) line).content();
    assertThat(attempt.time()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"Nov 31 10:00:00", "Foo 21 10:00:00", "2026-13-21T10:00:00Z", "Nov 21 25:00:00"})
  void aDateThatIsNone(String stamp) {
    LogParser parser = new LogParser(LogFormat.POSTFIX, ParserSettings.defaults());
    assertThat(parser.parse(LogLine.of(stamp + REST))).isEqualTo(ParsedLine.UNRECOGNISED);
  }
}
