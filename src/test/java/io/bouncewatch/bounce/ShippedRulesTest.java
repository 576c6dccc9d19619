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

  @Test
  void everyIdIsThereOnce() {
    assertThat(rules).extracting(Rule::id).doesNotHaveDuplicates();
  }
}
