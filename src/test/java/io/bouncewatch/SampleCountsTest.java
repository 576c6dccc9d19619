package io.bouncewatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.correlation.Correlator;
import io.bouncewatch.correlation.MemoryLimits;
import io.bouncewatch.correlation.MessageObserver;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.parser.LogFormat;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.parser.ParserSettings;
import io.bouncewatch.report.LineCounts;
import io.bouncewatch.report.LogScan;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is counted in each genuine log equals what {@code src/test/scripts/count_outcomes.py}
 * counted in it without a regular expression.
 */
class SampleCountsTest {

  private static final ProviderDirectory PROVIDERS = ProviderDirectory.load();
  private static final BounceClassifier CLASSIFIER = BounceClassifier.shipped();

  static Stream<String> samples() throws IOException {
    return SampleLogs.names().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void outcomesAndRejections(String sample) throws IOException {
    Counts counts = count(sample, SampleLogs.format(sample));
    JsonNode expected = expected("expected-outcomes.json").get(sample);
    for (String outcome :
        new String[] {
          "delivered",
          "deferred",
          "bounced",
          "expired",
          "suspended",
          "relayed",
          "probe",
          "rejections"
        }) {
      assertThat(counts.of(outcome))
          .as("%s in %s", outcome, sample)
          .isEqualTo(expected.get(outcome).asLong());
    }
    assertThat(counts.lines.read()).isEqualTo(expected.get("lines").asLong());
    assertThat(counts.lines.unrecognised()).isZero();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void codes(String sample) throws IOException {
    Map<String, Long> expected = new TreeMap<>();
    expected("expected-codes.json")
        .get(sample)
        .properties()
        .forEach(code -> expected.put(code.getKey(), code.getValue().asLong()));
    assertThat(count(sample, SampleLogs.format(sample)).codes).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theFormatIsRecognised(String sample) throws IOException {
    Counts named = count(sample, SampleLogs.format(sample));
    Counts recognised = count(sample, LogFormat.AUTO);
    assertThat(recognised.outcomes).isEqualTo(named.outcomes);
    assertThat(recognised.codes).isEqualTo(named.codes);
    assertThat(recognised.lines).isEqualTo(named.lines);
  }

  private static JsonNode expected(String name) throws IOException {
    try (InputStream in = SampleCountsTest.class.getResourceAsStream("/samples/" + name)) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static Counts count(String sample, LogFormat format) throws IOException {
    Counts counts = new Counts();
    Interpreter interpreter =
        new Interpreter(
            new Correlator(MemoryLimits.DEFAULT, MessageObserver.NOOP), PROVIDERS, CLASSIFIER);
    try (InputStream text = SampleLogs.open(sample);
        LogScan scan =
            new LogScan(
                (content, position) -> interpreter.interpret(content, position, counts),
                bytes -> {})) {
      counts.lines =
          scan.read(sample, text, () -> new LogParser(format, ParserSettings.defaults()));
    }
    return counts;
  }

  private static final class Counts implements EventSink {
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> codes = new TreeMap<>();
    private LineCounts lines = LineCounts.NONE;

    long of(String outcome) {
      return outcomes.getOrDefault(outcome, 0L);
    }

    @Override
    public void delivery(DeliveryEvent event, FinalOutcome end) {
      outcomes.merge(event.attempt().outcome().label(), 1L, Long::sum);
      if (event.attempt().outcome().isFailure()) {
        codes.merge(event.attempt().code().toString(), 1L, Long::sum);
      }
    }

    @Override
    public void rejection(Rejection rejection) {
      outcomes.merge("rejections", 1L, Long::sum);
    }
  }
}
