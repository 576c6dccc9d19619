package io.bouncewatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.parser.ParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the parser reads of each recipient equals what the SMTP sink, which never saw the log, says
 * it answered; the differences are listed and explained in {@code truth/differences.tsv}.
 */
class SinkTruthTest {

  @ParameterizedTest
  @CsvSource({
    "pf-main,postfix-main.iso8601.log.gz",
    "pf-file,postfix-file-longids.log.gz",
    "exim-default,exim-default.mainlog.gz",
    "exim-all,exim-all.mainlog.gz"
  })
  void permanentRefusalsByRecipient(String variant, String sample) throws IOException {
    Map<String, Long> expected = table(variant + ".permanent.tsv");
    for (List<String> row : rows("differences.tsv")) {
      if (row.get(0).equals(variant)) {
        assertThat(row.get(7)).as("explanation of %s", row.get(1)).isNotBlank();
        expected.put(row.get(1), Long.parseLong(row.get(3)));
      }
    }
    assertEqual(expected, attempts(sample, Outcome.BOUNCED));
  }

  @ParameterizedTest
  @CsvSource({
    "pf-main,postfix-main.iso8601.log.gz",
    "pf-file,postfix-file-longids.log.gz",
    "exim-default,exim-default.mainlog.gz",
    "exim-all,exim-all.mainlog.gz"
  })
  void deliveriesByRecipient(String variant, String sample) throws IOException {
    assertEqual(table(variant + ".accepted.tsv"), attempts(sample, Outcome.DELIVERED));
  }

  private static void assertEqual(Map<String, Long> expected, Map<String, Long> found) {
    Map<String, String> differences = new TreeMap<>();
    TreeSet<String> recipients = new TreeSet<>(expected.keySet());
    recipients.addAll(found.keySet());
    for (String recipient : recipients) {
      long sink = expected.getOrDefault(recipient, 0L);
      long log = found.getOrDefault(recipient, 0L);
      if (sink != log) {
        differences.put(recipient, "sink " + sink + ", log " + log);
      }
    }
    assertThat(found).isNotEmpty();
    assertThat(differences).isEmpty();
  }

  /** Attempts at each recipient that ended so, with a reply of the remote side. */
  private static Map<String, Long> attempts(String sample, Outcome outcome) throws IOException {
    LogParser parser = new LogParser(SampleLogs.format(sample), ParserSettings.defaults());
    Map<String, Long> counts = new HashMap<>();
    LogLine line = new LogLine();
    for (byte[] bytes : SampleLogs.lines(sample)) {
      line.set(bytes, 0, bytes.length, 0);
      if (parser.parse(line) instanceof ParsedLine.Parsed parsed
          && parsed.content() instanceof Attempt attempt
          && attempt.outcome() == outcome
          && attempt.response().replyCode() != null) {
        counts.merge(bare(attempt.envelope().recipient()), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** Without the quotes and backslashes that only quote, in lower case. */
  private static String bare(String address) {
    if (address.indexOf('"') < 0) {
      return address.toLowerCase(Locale.ROOT);
    }
    StringBuilder bare = new StringBuilder();
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '\\') {
        bare.append(address.charAt(++i));
      } else if (c != '"') {
        bare.append(c);
      }
    }
    return bare.toString().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Long> table(String name) throws IOException {
    Map<String, Long> table = new HashMap<>();
    rows(name).forEach(row -> table.put(row.get(0), Long.parseLong(row.get(1))));
    return table;
  }

  private static List<List<String>> rows(String name) throws IOException {
    return Files.readAllLines(SampleLogs.path("truth/" + name)).stream()
        .skip(1)
        .map(row -> List.of(row.split("\t", -1)))
        .map(row -> row.stream().map(SinkTruthTest::cell).toList())
        .toList();
  }

  private static String cell(String escaped) {
    return escaped.replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\");
  }
}
