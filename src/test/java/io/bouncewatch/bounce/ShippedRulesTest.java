package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShippedRulesTest {

  private final List<Rule> rules = ShippedRules.load();

  @Test
  void everyExampleIsTakenByItsOwnRule() {
    assertThat(RuleExamples.faults(rules)).isEmpty();
  }

  /** The program itself takes this for granted. */
  @Test
  void everyPatternIsSound() {
    for (String file : ShippedRules.FILES) {
      RuleFile read = RuleFile.parse(file, Resources.text("rules/" + file));
      assertThat(read.faults()).isEmpty();
      assertThat(read.rules()).isNotEmpty();
    }
  }

  @Test
  void everyIdIsThereOnce() {
    assertThat(rules).extracting(Rule::id).doesNotHaveDuplicates();
  }
}
