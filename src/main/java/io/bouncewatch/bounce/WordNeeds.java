package io.bouncewatch.bounce;

import io.bouncewatch.bounce.match.RequiredLiterals;
import io.bouncewatch.bounce.match.RequiredLiterals.Answer;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * {@link RequiredLiterals}, by the places of the words. In one row of numbers, since thousands of
 * small arrays take several times what is in them.
 */
final class WordNeeds {

  private static final int ENOUGH = 1;

  /** Met by all texts. */
  static final WordNeeds NONE = new WordNeeds(new int[] {ENOUGH, 0});

  /**
   * For each alternative: whether it is enough, how many demands; for each: how many words, which.
   */
  private final int[] row;

  private WordNeeds(int[] row) {
    this.row = row;
  }

  static WordNeeds of(RequiredLiterals literals, ToIntFunction<String> place) {
    IntStream.Builder row = IntStream.builder();
    for (RequiredLiterals.Alternative alternative : literals.alternatives()) {
      row.add(alternative.enough() ? ENOUGH : 0);
      row.add(alternative.demands().size());
      for (List<String> words : alternative.demands()) {
        row.add(words.size());
        words.stream().mapToInt(place).forEach(row);
      }
    }
    return new WordNeeds(row.build().toArray());
  }

  /**
   * What the words show.
   *
   * @param words places of the words that are there
   */
  Answer in(BitSet words) {
    boolean perhaps = false;
    int at = 0;
    while (at < row.length) {
      boolean enough = row[at++] == ENOUGH;
      int demands = row[at++];
      boolean met = true;
      for (int demand = 0; demand < demands; demand++) {
        int end = at + 1 + row[at];
        met = met && holdsAny(words, at + 1, end);
        at = end;
      }
      if (met && enough) {
        return Answer.YES;
      }
      perhaps |= met;
    }
    return perhaps ? Answer.PERHAPS : Answer.NO;
  }

  private boolean holdsAny(BitSet words, int from, int to) {
    for (int at = from; at < to; at++) {
      if (words.get(row[at])) {
        return true;
      }
    }
    return false;
  }
}
