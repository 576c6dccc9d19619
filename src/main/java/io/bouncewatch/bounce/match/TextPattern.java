package io.bouncewatch.bounce.match;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that is looked for in many texts, without regard to upper and lower case.
 * Answers as RE2 does, and sooner: an automaton reads most texts, and RE2 itself those that the
 * automaton can't. Both take time linear in the text, whoever wrote it.
 *
 * <p>Thread-safe.
 */
public final class TextPattern {

  private final String regex;
  private final StateBudget budget;
  private volatile @Nullable Reader reader;

  /** For texts that the automaton does not read. */
  private volatile @Nullable Pattern compiled;

  /**
   * @param regex RE2 syntax; upper and lower case are the same
   * @param budget for the states that the texts will lead to
   */
  public TextPattern(String regex, StateBudget budget) {
    this.regex = regex;
    this.budget = budget;
  }

  /** The automaton, or none if the expression is left to RE2. */
  private record Reader(@Nullable Automaton automaton) {

    static Reader of(String regex, StateBudget budget) {
      try {
        return new Reader(new Automaton(Program.of(ExpressionReader.read(regex)), budget));
      } catch (UnsupportedException leftToRe2) {
        return new Reader(null);
      }
    }
  }

  /** Whether the pattern is anywhere in the text. */
  public boolean isIn(String text) {
    Automaton automaton = automaton();
    State.Answer answer = automaton == null ? State.Answer.UNKNOWN : automaton.read(text);
    return switch (answer) {
      case FOUND -> true;
      case NOT_FOUND -> false;
      case UNKNOWN -> compiled().matcher(text).find();
    };
  }

  private Pattern compiled() {
    Pattern known = compiled;
    if (known == null) {
      known = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
      compiled = known;
    }
    return known;
  }

  /** Whether an automaton reads it; for tests. */
  boolean hasAutomaton() {
    return automaton() != null;
  }

  private @Nullable Automaton automaton() {
    Reader made = reader;
    if (made == null) {
      // Only now: most patterns are never asked for.
      made = Reader.of(regex, budget);
      reader = made;
    }
    return made.automaton();
  }
}
