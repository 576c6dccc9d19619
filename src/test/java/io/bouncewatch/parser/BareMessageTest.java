package io.bouncewatch.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Expiration;
import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.LogRecord;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Rejection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an MTA says means the same without its header. */
class BareMessageTest {

  private static final List<String> LOGS = SampleLog.NAMES;
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final ParserSettings SETTINGS =
      new ParserSettings(ZoneOffset.UTC, InstantSource.fixed(NOW), Set.of());

  private final LogParser parser = new LogParser(LogFormat.AUTO, SETTINGS);
  private final Timestamps timestamps = new Timestamps(SETTINGS);
  private final SyslogHeader syslog = new SyslogHeader(timestamps);
  private final EximHeader exim = new EximHeader(syslog, timestamps);

  @ParameterizedTest
  @FieldSource("LOGS")
  void genuineLinesSayTheSame(String log) {
    int told = 0;
    for (String line : SampleLog.lines(log)) {
      Header header = log.startsWith("exim") ? exim.read(line) : syslog.read(line);
      if (header != null) {
        String withHeader = said(parser.parse(LogLine.of(line)));
        String bare = said(parser.parseMessage(line.substring(header.body())));
        assertThat(bare).as(line).isEqualTo(withHeader);
        told += bare.isEmpty() ? 0 : 1;
      }
    }
    assertThat(told).isGreaterThan(1_000);
  }

  /** All but what only the header tells: time, service, delivery agent. */
  private static String said(ParsedLine line) {
    if (!(line instanceof ParsedLine.Parsed parsed)) {
      return line instanceof ParsedLine.Ignored ? "" : "unrecognised";
    }
    LogRecord content = parsed.content();
    String queueId = " " + content.origin().queueId() + " ";
    if (content instanceof Attempt attempt) {
      return attempt.code()
          + queueId
          + attempt.envelope()
          + attempt.route().host()
          + attempt.route().ip()
          // Postfix's SMTP client and its LMTP client are told apart by the header.
          + (attempt.outcome() == Outcome.RELAYED ? Outcome.DELIVERED : attempt.outcome())
          + attempt.response()
          + attempt.delay();
    }
    if (content instanceof Rejection rejection) {
      return rejection.code() + queueId + rejection.stage();
    }
    return content instanceof Expiration expiration
        ? "expired" + queueId + expiration.sender()
        : "";
  }

  @Test
  void namesItsMtaAndTakesTheTimeOfReading() {
    Attempt attempt =
        attempt("64BB631: to=<a@b.test>, relay=none, delay=0.49, dsn=4.4.4, status=deferred (x)");
    assertThat(attempt.origin().service()).isEqualTo("postfix");
    assertThat(attempt.time()).isEqualTo(NOW);
    assertThat(attempt.route().transport()).isNull();
    attempt =
        attempt("1xUo2W-0003kN-27 ** a@b.test R=dnslookup: all relevant MX records point away");
    assertThat(attempt.origin().service()).isEqualTo("exim");
    assertThat(attempt.time()).isEqualTo(NOW);
  }

  @Test
  void aHeaderStillCounts() {
    Attempt attempt =
        attempt(
            "postfix-out/smtp[12]: 64BB631: to=<a@b.test>, relay=none, delay=0, status=bounced (x)");
    assertThat(attempt.origin().service()).isEqualTo("postfix-out");
    assertThat(attempt.route().transport()).isEqualTo("smtp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rejected 5 tasks",
        "Task java.util.concurrent.FutureTask@1 rejected from executor",
        "Warning: reject: the order is bad",
        "Order: to=<the moon>, please",
        "H=1 rejected",
        "map: a => b -> c == d ** e",
        "1xUo2W-0003kN-27 is the id of a message",
        "Sending 64BB631 to=<a@b.test>"
      })
  void whatOtherProgramsSayIsIgnored(String text) {
    assertThat(parser.parseMessage(text)).isEqualTo(ParsedLine.IGNORED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "64BB631: to=<a@b.test>, relay=none, status=bounced",
        "smtp said 64BB631: to=<a@b.test>, relay=none, delay=0, status=bounced (x)",
        "1xUo2W-0003kN-27 ** "
      })
  void whatLooksLikeAVerdictIsNotIgnored(String text) {
    assertThat(parser.parseMessage(text)).isEqualTo(ParsedLine.UNRECOGNISED);
  }

  private Attempt attempt(String text) {
    return (Attempt) ((ParsedLine.Parsed) parser.parseMessage(text)).content();
  }
}
