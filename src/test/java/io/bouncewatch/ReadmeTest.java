package io.bouncewatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.bounce.catalogue.Language;
import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is what the program does. */
class ReadmeTest {

  @TempDir Path directory;

  @Test
  void theFlagsAreThoseThatAreMeasured() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    List<String> flags =
        Files.readAllLines(Path.of("src/test/e2e/jvm-flags")).stream()
            .filter(line -> line.startsWith("-"))
            .toList();
    assertThat(flags).isNotEmpty();
    assertThat(readme.replaceAll("\\s*\\\\\\s+", " ")).contains(String.join(" ", flags));
  }

  @Test
  void theConfigurationIsOneThatCanBeRead() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf("```yaml") + "```yaml".length();
    Files.writeString(
        directory.resolve("own.rules"),
        "[x]\nreason = bad_mailbox\npattern = xyzzy\nexample = 550 xyzzy\n");
    Path file =
        Files.writeString(
            directory.resolve("c.yaml"), readme.substring(start, readme.indexOf("```", start)));
    assertThat(ConfigFile.read(file).sources()).hasSize(2);
  }

  @Test
  void everyMetricAndReasonIsListed() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(readme).contains("`mail_delivery_delay_seconds` (histogram) | mta, provider");
    EnumSet<Metric> ofHistogram = EnumSet.of(Metric.DELAY_BUCKETS, Metric.DELAY_SUM);
    for (Metric metric : EnumSet.complementOf(ofHistogram)) {
      assertThat(readme).contains("`" + metric.meter().replace('.', '_') + "_total`");
      String row =
          readme
              .lines()
              .filter(line -> line.contains(metric.meter().replace('.', '_') + "_total`"))
              .findFirst()
              .orElseThrow();
      assertThat(metric.labels()).allSatisfy(label -> assertThat(row).contains(label));
    }
    String reasons = Files.readString(Path.of("docs/reasons.md"));
    for (Reason reason : Reason.values()) {
      assertThat(reasons)
          .containsPattern(
              "`" + reason.label() + "` \\| [^|]+ \\| " + reason.defaultAction().label() + " ");
    }
  }

  /** The options of explain, and the fields of its JSON. */
  @Test
  void explainIsDescribedInFull() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (Language language : Language.values()) {
      assertThat(readme).containsPattern("for lang in [a-z ]*\\b" + language.tag() + "\\b");
    }
    String command =
        Files.readString(Path.of("src/main/java/io/bouncewatch/cli/ExplainCommand.java"));
    Matcher options = Pattern.compile("names = \"(--[a-z]+)\"").matcher(command);
    assertThat(options.results().map(found -> found.group(1)))
        .hasSize(5)
        .allSatisfy(option -> assertThat(readme).contains("| `" + option));
    String json =
        Files.readString(Path.of("src/main/java/io/bouncewatch/explain/ExplanationJson.java"));
    String documentation = Files.readString(Path.of("docs/explain.md"));
    Matcher fields =
        Pattern.compile("(?:Field|optional|list|Start)\\(\\s*\"([a-z_]+)\"").matcher(json);
    assertThat(fields.results().map(found -> found.group(1)))
        .hasSizeGreaterThan(20)
        .allSatisfy(field -> assertThat(documentation).contains("`" + field + "`"));
  }
}
