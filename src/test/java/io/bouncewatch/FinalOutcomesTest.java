package io.bouncewatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.correlation.Correlator;
import io.bouncewatch.correlation.MemoryLimits;
import io.bouncewatch.correlation.MessageObserver;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.ForgottenCause;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.parser.ParserSettings;
import io.bouncewatch.report.LogScan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How each message of each genuine log ended, for each recipient by name, equals what {@code
 * src/test/scripts/final_outcomes.py} says, which lays a log out whole and uses no regular
 * expression.
 */
class FinalOutcomesTest {

  private static final ProviderDirectory PROVIDERS = ProviderDirectory.load();
  private static final BounceClassifier CLASSIFIER = BounceClassifier.shipped();

  static Stream<String> samples() throws IOException {
    return SampleLogs.names().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyRecipientEndsAsCountedByHand(String sample) throws IOException {
    Ends ends = new Ends();
    Correlator correlator = new Correlator(MemoryLimits.DEFAULT, ends);
    Interpreter interpreter = new Interpreter(correlator, PROVIDERS, CLASSIFIER);
    try (InputStream text = SampleLogs.open(sample);
        LogScan scan =
            new LogScan(
                (content, position) -> interpreter.interpret(content, position, ends),
                bytes -> {})) {
      scan.read(
          sample, text, () -> new LogParser(SampleLogs.format(sample), ParserSettings.defaults()));
    }
    Map<String, Integer> expected = expected(sample);
    int waiting =
        expected.entrySet().stream()
            .filter(row -> row.getKey().endsWith("\twaiting"))
            .mapToInt(Map.Entry::getValue)
            .sum();
    expected.keySet().removeIf(row -> row.endsWith("\twaiting"));
    assertThat(expected).isNotEmpty();
    explain(sample, expected);
    assertThat(differences(ends.rows, expected)).isEmpty();
    assertThat(ends.waiting).isEqualTo(waiting);
    assertThat(ends.forgotten).isZero();
  }

  /** Puts the agent's answer in the place of the script's where a difference has its reason. */
  private static void explain(String sample, Map<String, Integer> expected) throws IOException {
    for (String line : Files.readAllLines(SampleLogs.path("finals-differences.tsv"))) {
      String[] fields = line.split("\t", -1);
      if (!line.startsWith("#") && fields[0].equals(sample)) {
        String row = String.join("\t", fields[1], fields[2], fields[3]);
        assertThat(expected.getOrDefault(row, 0)).isEqualTo(Integer.parseInt(fields[4]));
        assertThat(fields[6]).isNotBlank();
        expected.put(row, Integer.valueOf(fields[5]));
        expected.values().removeIf(count -> count == 0);
      }
    }
  }

  private static List<String> differences(
      Map<String, Integer> found, Map<String, Integer> expected) {
    Set<String> all = new TreeSet<>(found.keySet());
    all.addAll(expected.keySet());
    return all.stream()
        .filter(row -> !Objects.equals(found.get(row), expected.get(row)))
        .map(row -> row + ": expected " + expected.get(row) + ", found " + found.get(row))
        .toList();
  }

  private static Map<String, Integer> expected(String sample) throws IOException {
    Map<String, Integer> rows = new TreeMap<>();
    try (InputStream packed = Files.newInputStream(SampleLogs.path("expected-finals.tsv.gz"));
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
      for (String row = reader.readLine(); row != null; row = reader.readLine()) {
        int first = row.indexOf('\t');
        int last = row.lastIndexOf('\t');
        if (row.substring(0, first).equals(sample)) {
          rows.put(row.substring(first + 1, last), Integer.valueOf(row.substring(last + 1)));
        }
      }
    }
    return rows;
  }

  private static final class Ends implements EventSink, MessageObserver {
    private final Map<String, Integer> rows = new TreeMap<>();
    private int waiting;
    private int forgotten;

    @Override
    public void delivery(DeliveryEvent event, FinalOutcome end) {
      String recipient = event.attempt().envelope().recipient();
      String name = recipient == null ? "" : recipient;
      if (event.facts().incomplete()) {
        rows.merge("any\t" + name + "\tincomplete", 1, Integer::sum);
      }
      if (end != null) {
        rows.merge(kind(event) + "\t" + name + "\t" + end.label(), 1, Integer::sum);
      }
    }

    private static String kind(DeliveryEvent event) {
      if (!event.isNotice()) {
        return "mail";
      }
      return event.facts().noticeOf() == null ? "other" : "own";
    }

    @Override
    public void rejection(Rejection rejection) {}

    @Override
    public void waiting(Mta mta, String provider, int change) {
      waiting += change;
    }

    @Override
    public void forgotten(ForgottenCause cause) {
      forgotten++;
    }
  }
}
