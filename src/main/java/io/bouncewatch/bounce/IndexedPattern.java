package io.bouncewatch.bounce;

import io.bouncewatch.bounce.match.TextPattern;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One pattern of a rule as the {@link RuleIndex} asks it; or a rule that has none.
 *
 * @param needs the words of {@link RequiredLiterals.Needs#alternatives()}, by their places
 * @param text null where the words alone are enough
 */
@SuppressWarnings("ArrayRecordComponent")
record IndexedPattern(Rule rule, int[][][] needs, @Nullable TextPattern text) {

  static IndexedPattern conditionsOf(Rule rule) {
    return new IndexedPattern(rule, new int[0][][], null);
  }

  /**
   * Whether the rule answers by this pattern.
   *
   * @param words places of the words that are in the question's text
   */
  boolean answers(Question question, BitSet words) {
    return rule.conditions().hold(question)
        && areMetBy(words)
        && (text == null || text.isIn(question.text()));
  }

  private boolean areMetBy(BitSet words) {
    for (int[][] demands : needs) {
      if (holdsAll(words, demands)) {
        return true;
      }
    }
    return needs.length == 0;
  }

  private static boolean holdsAll(BitSet words, int[][] demands) {
    for (int[] demand : demands) {
      if (!holdsAny(words, demand)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsAny(BitSet words, int[] demand) {
    for (int word : demand) {
      if (words.get(word)) {
        return true;
      }
    }
    return false;
  }
}
