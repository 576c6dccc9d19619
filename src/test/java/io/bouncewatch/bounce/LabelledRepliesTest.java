package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Reports how well labelled replies are read. Of the half that is kept aside nothing but figures is
 * shown: rules are not to be written for its rows.
 */
final class LabelledRepliesTest {

  private static final double REASONS = 0.95;
  private static final double ACTIONS = 0.97;

  @Test
  void theHalfToDevelopAgainst() {
    report("develop.tsv");
  }

  @Test
  void theHalfKeptAside() {
    report("kept-aside.tsv");
  }

  private static void report(String file) {
    Optional<LabelledReplies> labelled = LabelledReplies.read(file);
    assumeTrue(labelled.isPresent(), file + " is not there");
    var rows = labelled.orElseThrow().rows();
    LabelledScore score = LabelledScore.of(BounceClassifier.shipped(), rows);
    LabelledScore codes = LabelledScore.of(codesOnly(), rows);
    System.out.printf(
        "%s%n  rules: %s%n  codes: %s%n%s", file, score.summary(), codes.summary(), score.matrix());
    assertThat(score.falseSuppressions()).as("live addresses lost").isZero();
    assertThat(score.reasonAccuracy()).as("reasons").isGreaterThanOrEqualTo(REASONS);
    assertThat(score.actionAccuracy()).as("actions").isGreaterThanOrEqualTo(ACTIONS);
    assertThat(codes.reasonAccuracy()).as("codes alone").isLessThan(score.reasonAccuracy());
  }

  /** The plain reading: what the codes say, whatever the words are. */
  private static BounceClassifier codesOnly() {
    return BounceClassifier.of(
        RuleFile.parse("codes.rules", Resources.text("rules/codes.rules")).rules());
  }
}
