package io.bouncewatch.bounce.match;

import java.util.List;

/** A regular expression as read. Groups only group, and lazy repetition is repetition. */
sealed interface Expression {

  /** One character out of a set. */
  record Letter(CharacterSet set) implements Expression {}

  /** One after the other; the empty text if there is none. */
  record Sequence(List<Expression> parts) implements Expression {}

  /** Any one of them. */
  record Choice(List<Expression> alternatives) implements Expression {}

  /**
   * The same several times.
   *
   * @param most {@link #NO_LIMIT} if there is none
   */
  record Repeat(Expression body, int least, int most) implements Expression {
    static final int NO_LIMIT = -1;
  }

  /** A place in the text, not a character. */
  record Place(Assertion assertion) implements Expression {}

  /** What can be said of a place. */
  enum Assertion {
    BEGIN,
    END,
    WORD_BOUNDARY,
    NO_WORD_BOUNDARY
  }
}
