package io.bouncewatch.bounce.match;

import io.bouncewatch.bounce.match.Expression.Choice;
import java.util.Comparator;
import java.util.List;

/**
 * The words without which a regular expression is in no text, so that most texts are turned away by
 * a plain search. Errs on the safe side: where nothing is known it says so.
 *
 * @param alternatives one of them is met by every text that has the expression
 */
public record RequiredLiterals(List<Alternative> alternatives) {

  private static final RequiredLiterals NOTHING_KNOWN =
      new RequiredLiterals(List.of(new Alternative(List.of(), false)));

  /** A demand is as rare as its shortest word is long. */
  private static final Comparator<List<String>> RARENESS =
      Comparator.<List<String>>comparingInt(RequiredLiterals::shortest)
          .thenComparing(List::size, Comparator.reverseOrder());

  /** What words show. */
  public enum Answer {
    NO,
    YES,
    /** They allow it; the expression itself must be asked. */
    PERHAPS
  }

  /**
   * One alternative of an expression.
   *
   * @param demands of each, one word is in the text; the words are lower case
   * @param enough whether a text that meets the demands has the expression
   */
  public record Alternative(List<List<String>> demands, boolean enough) {

    /** The demand that the fewest texts meet, as far as its words tell; none if there is none. */
    public List<String> rarest() {
      return demands.stream().max(RARENESS).orElse(List.of());
    }

    private boolean isMetBy(String text) {
      return demands.stream().allMatch(words -> words.stream().anyMatch(text::contains));
    }
  }

  /**
   * Reads an expression.
   *
   * @param regex RE2 syntax; upper and lower case are the same
   */
  public static RequiredLiterals of(String regex) {
    Expression expression;
    try {
      expression = ExpressionReader.read(regex);
    } catch (UnsupportedException leftToRe2) {
      return NOTHING_KNOWN;
    }
    List<Expression> alternatives =
        expression instanceof Choice choice ? choice.alternatives() : List.of(expression);
    return new RequiredLiterals(
        alternatives.stream().map(one -> Literals.of(one).alternative()).toList());
  }

  /** What the words of a text, lower case, say. */
  public Answer in(String text) {
    Answer answer = Answer.NO;
    for (Alternative alternative : alternatives) {
      if (alternative.isMetBy(text)) {
        if (alternative.enough()) {
          return Answer.YES;
        }
        answer = Answer.PERHAPS;
      }
    }
    return answer;
  }

  /** Whether words alone decide. */
  public boolean areEnough() {
    return alternatives.stream().allMatch(Alternative::enough);
  }

  /** Whether a text without any word could have the expression. */
  public boolean areUnknown() {
    return alternatives.stream().anyMatch(alternative -> alternative.demands().isEmpty());
  }

  static int shortest(Iterable<String> words) {
    int shortest = Integer.MAX_VALUE;
    for (String word : words) {
      shortest = Math.min(shortest, weight(word));
    }
    return shortest;
  }

  /** How telling a word is: a Chinese sign says as much as three Latin letters. */
  private static int weight(String word) {
    int weight = 0;
    for (int i = 0; i < word.length(); i++) {
      weight += word.charAt(i) < 0x2e80 ? 1 : 3;
    }
    return weight;
  }
}
