package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The whole table at once, so that one run shows everything that a changed rule has moved. */
final class ReplyTableTest {

  private final BounceClassifier classifier = BounceClassifier.shipped();

  @Test
  void repliesMeanWhatTheTableSays() throws IOException {
    List<String> wanted = new ArrayList<>();
    List<String> got = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] column = line.split("\t", -1);
      Verdict verdict =
          classifier.classify(
              Attempts.of(
                  SmtpStage.valueOf(column[1].toUpperCase(Locale.ROOT)),
                  Outcome.valueOf(column[2].toUpperCase(Locale.ROOT)),
                  unescaped(column[3])),
              Provider.OTHER);
      String what = column[0] + " " + shortened(column[3]) + ": ";
      wanted.add(what + column[4] + ", " + column[5]);
      got.add(what + verdict.reason().label() + ", " + verdict.action().label());
    }
    assertThat(wanted).hasSizeGreaterThan(200);
    assertThat(got).containsExactlyElementsOf(wanted);
  }

  @Test
  void onlyRepliesThatSayNothingStayUndetermined() throws IOException {
    List<String> scripted = lines().stream().filter(line -> line.startsWith("k")).toList();
    assertThat(scripted).hasSize(178);
    assertThat(scripted)
        .filteredOn(line -> line.split("\t", -1)[4].equals("undetermined"))
        .extracting(line -> line.split("\t", -1)[3])
        .containsExactly(
            "450 4.0.0 <anna@example.test>: Other undefined status",
            "550 5.0.0 <anna@example.test>... Other undefined status",
            "550",
            "450 ",
            "550 5.999.999 very odd detail",
            "550 10.5.1 not an enhanced code (IP like 192.0.2.5.1.1)");
  }

  private static List<String> lines() throws IOException {
    try (var in = Objects.requireNonNull(ReplyTableTest.class.getResourceAsStream("replies.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static String unescaped(String text) {
    return text.replace("\\t", "\t")
        .replace("\\a", "\u0007")
        .replace("\\e", "\u001b")
        .replace("\\d", "\u007f")
        .replace("\\\\", "\\");
  }

  private static String shortened(String text) {
    return text.length() > 90 ? text.substring(0, 90) + "…" : text;
  }
}
