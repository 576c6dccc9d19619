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

  private final Pattern regex;
  private final StateBudget budget;
  private volatile @Nullable Reader reader;

  /**
   * @param regex compiled with {@link Pattern#CASE_INSENSITIVE} and no other flag
   * @param budget for the states that the texts will lead to
   */
  public TextPattern(Pattern regex, StateBudget budget) {
    if (regex.flags() != Pattern.CASE_INSENSITIVE) {
      throw new IllegalArgumentException("other flags than CASE_INSENSITIVE: " + regex.flags());
    }
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
      case UNKNOWN -> regex.matcher(text).find();
    };
  }

  /** Whether an automaton reads it; for tests. */
  boolean hasAutomaton() {
    return automaton() != null;
  }

  private @Nullable Automaton automaton() {
    Reader made = reader;
    if (made == null) {
      // Only now: most patterns are never asked for.
      made = Reader.of(regex.pattern(), budget);
      reader = made;
    }
    return made.automaton();
  }
}
