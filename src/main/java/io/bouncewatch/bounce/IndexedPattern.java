package io.bouncewatch.bounce;

import io.bouncewatch.bounce.match.TextPattern;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One pattern of a rule as the {@link RuleIndex} asks it; or a rule that has none.
 *
 * @param text null where the words alone are enough
 */
record IndexedPattern(Rule rule, WordNeeds needs, @Nullable TextPattern text) {

  static IndexedPattern conditionsOf(Rule rule) {
    return new IndexedPattern(rule, WordNeeds.NONE, null);
  }

  /**
   * Whether the rule answers by this pattern.
   *
   * @param words places of the words that are in the question's text
   */
  boolean answers(Question question, BitSet words) {
    return rule.conditions().hold(question)
        && switch (needs.in(words)) {
          case NO -> false;
          case YES -> true;
          case PERHAPS -> text == null || text.isIn(question.text());
        };
  }
}
