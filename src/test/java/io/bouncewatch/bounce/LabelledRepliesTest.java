package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reports how well labelled replies are read. Of those that are kept aside nothing but figures is
 * shown: rules are not to be written for its rows.
 */
final class LabelledRepliesTest {

  /**
   * What must not be lost again.
   *
   * @param reasons share of reasons that are right
   * @param actions share of actions that are right
   * @param lost live addresses that are called dead
   */
  private record Floor(double reasons, double actions, int lost) {}

  @Test
  void theHalfToDevelopAgainst() {
    report("develop.tsv", new Floor(0.99, 0.99, 0));
  }

  /** What the rules are to reach on replies that nobody has looked at. */
  @Test
  void theHalfKeptAside() {
    report("kept-aside.tsv", new Floor(0.95, 0.97, 0));
    Set<String> known = wordings("develop.tsv").map(Wording::text).collect(Collectors.toSet());
    Map<Boolean, List<LabelledReplies.Row>> parts =
        wordings("kept-aside.tsv")
            .collect(
                Collectors.partitioningBy(
                    wording -> known.contains(wording.text()),
                    Collectors.mapping(Wording::row, Collectors.toList())));
    parts.forEach(
        (inDevelop, rows) ->
            System.out.printf(
                "  wordings that are %sin develop.tsv: %s%n",
                inDevelop ? "" : "not ",
                LabelledScore.of(BounceClassifier.shipped(), rows).summary()));
  }

  /** A row, and its reply without names and numbers. */
  private record Wording(LabelledReplies.Row row, String text) {}

  private static Stream<Wording> wordings(String file) {
    return LabelledReplies.read(file).orElseThrow().rows().stream()
        .map(row -> new Wording(row, ReplyTemplates.of(row.attempt()).text()));
  }

  private static void report(String file, Floor floor) {
    Optional<LabelledReplies> labelled = LabelledReplies.read(file);
    assertThat(labelled).as(file).isPresent();
    var rows = labelled.orElseThrow().rows();
    assertThat(rows).as(file).isNotEmpty();
    LabelledScore score = LabelledScore.of(BounceClassifier.shipped(), rows);
    LabelledScore codes = LabelledScore.of(codesOnly(), rows);
    System.out.printf(
        "%s%n  rules: %s%n  codes: %s%n%s", file, score.summary(), codes.summary(), score.matrix());
    assertThat(score.falseSuppressions())
        .as("live addresses lost")
        .isLessThanOrEqualTo(floor.lost());
    assertThat(score.reasonAccuracy()).as("reasons").isGreaterThanOrEqualTo(floor.reasons());
    assertThat(score.actionAccuracy()).as("actions").isGreaterThanOrEqualTo(floor.actions());
    assertThat(codes.reasonAccuracy()).as("codes alone").isLessThan(score.reasonAccuracy());
  }

  /** The plain reading: what the codes say, whatever the words are. */
  private static BounceClassifier codesOnly() {
    return BounceClassifier.of(
        RuleFile.parse("codes.rules", Resources.text("rules/codes.rules")).rules());
  }
}
