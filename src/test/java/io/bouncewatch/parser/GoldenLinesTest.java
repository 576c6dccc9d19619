package io.bouncewatch.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Arrival;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Expiration;
import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.LogRecord;
import io.bouncewatch.event.Notice;
import io.bouncewatch.event.ParsedLine;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every trap that log lines hold, each with what the parser must make of it. */
class GoldenLinesTest {

  private static final ParserSettings SETTINGS =
      new ParserSettings(
          ZoneOffset.UTC, InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z")), Set.of());

  static Stream<GoldenCase> postfix() throws IOException {
    return GoldenCase.read("/golden/postfix-traps.txt").stream();
  }

  static Stream<GoldenCase> exim() throws IOException {
    return GoldenCase.read("/golden/exim-traps.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("postfix")
  void postfixLine(GoldenCase golden) {
    check(golden, LogFormat.POSTFIX);
    check(golden, LogFormat.AUTO);
  }

  @ParameterizedTest
  @MethodSource("exim")
  void eximLine(GoldenCase golden) {
    check(golden, LogFormat.EXIM);
    check(golden, LogFormat.AUTO);
  }

  private static void check(GoldenCase golden, LogFormat format) {
    LogLine line = new LogLine();
    byte[] bytes = golden.line();
    line.set(bytes, 0, bytes.length, 0);
    Map<String, String> found = described(new LogParser(format, SETTINGS).parse(line));
    Map<String, String> expected = new TreeMap<>(golden.values());
    expected.keySet().retainAll(Set.copyOf(found.keySet()));
    found.keySet().retainAll(golden.values().keySet());
    if (golden.values().getOrDefault("time", "").isEmpty()) {
      // Without a year or a zone, the golden file can't say which instant it is.
      found.remove("time");
      expected.remove("time");
    }
    expected.computeIfPresent("time", (key, value) -> Instant.parse(value).toString());
    if (!expected.getOrDefault("delay_seconds", "").isEmpty()) {
      expected.compute("delay_seconds", (key, value) -> "" + Double.parseDouble(value));
    }
    assertThat(found).as("%s as %s", golden.id(), format).isEqualTo(expected);
  }

  private static Map<String, String> described(ParsedLine line) {
    Map<String, String> values = new TreeMap<>();
    if (line instanceof ParsedLine.Parsed parsed) {
      values.put("result", "parsed");
      LogRecord content = parsed.content();
      values.put("record", content.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      values.put("service", content.origin().service());
      values.put("queue_id", text(content.origin().queueId()));
      if (content instanceof Attempt attempt) {
        describe(attempt, values);
      } else if (content instanceof Arrival arrival) {
        values.put("sender", text(arrival.sender()));
        values.put("time", arrival.time().toString());
        values.put("client", text(arrival.submission().client()));
        values.put("login", text(arrival.submission().login()));
        values.put("size", text(arrival.submission().size()));
        values.put("recipients", text(arrival.submission().recipients()));
        values.put("notice_of", text(arrival.submission().noticeOf()));
      } else if (content instanceof Notice notice) {
        values.put("notice_id", notice.noticeId());
      } else if (content instanceof Expiration expiration) {
        values.put("sender", expiration.sender());
        values.put("time", expiration.time().toString());
      }
    } else {
      values.put("result", line instanceof ParsedLine.Ignored ? "ignored" : "unrecognised");
    }
    return values;
  }

  private static void describe(Attempt attempt, Map<String, String> values) {
    values.put("time", attempt.time().toString());
    values.put("outcome", attempt.outcome().label());
    values.put("recipient", text(attempt.envelope().recipient()));
    values.put("original_recipient", text(attempt.envelope().originalRecipient()));
    values.put("domain", attempt.envelope().domain());
    values.put("transport", text(attempt.route().transport()));
    values.put("relay_host", text(attempt.route().host()));
    values.put("relay_ip", text(attempt.route().ip()));
    values.put("code", attempt.code().toString());
    values.put("reply_code", text(attempt.response().replyCode()));
    values.put("mta_code", text(attempt.response().mtaCode()));
    values.put("reply", attempt.response().reply().replace("\n", "\\n"));
    values.put(
        "delay_seconds", attempt.delay() == null ? "" : "" + attempt.delay().toMillis() / 1000.0);
    if (attempt.envelope().sender() != null) {
      values.put("sender", attempt.envelope().sender());
    }
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
