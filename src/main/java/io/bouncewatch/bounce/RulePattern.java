package io.bouncewatch.bounce;

import com.google.re2j.Pattern;
import io.bouncewatch.bounce.match.RequiredLiterals;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * One pattern of a rule: a regular expression behind a plain search for the words it needs.
 *
 * <p>RE2 matches in time linear in the text, whoever wrote it. Immutable and thread-safe.
 */
final class RulePattern {

  private static final java.util.regex.Pattern EMPTY_ALTERNATIVE =
      java.util.regex.Pattern.compile("\\((\\?:)?\\||\\|[|)]|^\\||\\|$");

  private final String regex;

  /** As softly, since only {@code check} asks for it after rules are indexed. */
  private volatile @Nullable SoftReference<RequiredLiterals> needs;

  /** Softly: a thousand compiled patterns take more memory than all else that rules need. */
  private volatile @Nullable SoftReference<Pattern> compiled;

  private RulePattern(String regex) {
    this.regex = regex;
  }

  /** A pattern that is known to compile: it is not compiled unless it is tried alone. */
  static RulePattern known(String regex) {
    return new RulePattern(regex);
  }

  /**
   * Compiles a pattern; upper and lower case are the same.
   *
   * @throws com.google.re2j.PatternSyntaxException if it is not RE2 syntax
   */
  static RulePattern compile(String regex) {
    Pattern compiled = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    RulePattern pattern = new RulePattern(regex);
    pattern.compiled = new SoftReference<>(compiled);
    return pattern;
  }

  /**
   * Whether the pattern is anywhere in a text that {@link ReplyText} has made. This is what a
   * pattern means; {@link RuleIndex} finds the same sooner.
   */
  boolean isIn(String text) {
    return switch (needs().in(text)) {
      case NO -> false;
      case YES -> true;
      case PERHAPS -> compiled().matcher(text).find();
    };
  }

  /** What is asked for, without regard to case. */
  String regex() {
    return regex;
  }

  /** Lets go of what is only needed to try the pattern alone. */
  void forgetCompiled() {
    compiled = null;
  }

  private Pattern compiled() {
    SoftReference<Pattern> reference = compiled;
    Pattern kept = reference == null ? null : reference.get();
    if (kept == null) {
      kept = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
      compiled = new SoftReference<>(kept);
    }
    return kept;
  }

  /** The words without which it is in no text. */
  RequiredLiterals needs() {
    SoftReference<RequiredLiterals> reference = needs;
    RequiredLiterals kept = reference == null ? null : reference.get();
    if (kept == null) {
      kept = RequiredLiterals.of(regex);
      needs = new SoftReference<>(kept);
    }
    return kept;
  }

  /** Whether it would match a text with no words in it: then it says nothing. */
  boolean matchesNothing() {
    return compiled().matcher("").find();
  }

  /** Whether it has an alternative that asks for nothing, which is most often a slip. */
  boolean hasEmptyAlternative() {
    String text = regex.replaceAll("\\\\.|\\[\\^?]?(\\\\.|[^\\]])*]", "x");
    return EMPTY_ALTERNATIVE.matcher(text).find();
  }

  @Override
  public String toString() {
    return regex;
  }
}
