package io.bouncewatch.explain;

import io.bouncewatch.event.VisibleCharacters;
import java.util.Locale;

/**
 * Makes a stranger's text harmless on a terminal: one line; what can't be seen, or does something
 * to a terminal or to the direction of writing, is shown by its number, as {@code <U+202E>}.
 */
final class VisibleText {

  /** Marks upon one letter; more than these only make lines run into each other. */
  private static final int MOST_MARKS = 3;

  private VisibleText() {}

  /**
   * The text made visible, with an ellipsis where it was cut.
   *
   * @param longest at most so many code points come out, without the ellipsis
   */
  static String of(String text, int longest) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), longest) + 1);
    int count = 0;
    int marks = 0;
    boolean gap = false;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        gap = count > 0;
        continue;
      }
      marks = isMark(c) ? marks + 1 : 0;
      if (marks > MOST_MARKS) {
        continue;
      }
      String shown = shown(c);
      int needed = shown.codePointCount(0, shown.length()) + (gap ? 1 : 0);
      if (count + needed > longest) {
        return out.append('…').toString();
      }
      out.append(gap ? " " : "").append(shown);
      count += needed;
      gap = false;
    }
    return out.toString();
  }

  /** Whether {@link #of} would cut a text. */
  static boolean isLonger(String text, int longest) {
    return of(text, longest).endsWith("…") && !text.endsWith("…");
  }

  private static String shown(int c) {
    return VisibleCharacters.contain(c)
        ? Character.toString(c)
        : String.format(Locale.ROOT, "<U+%04X>", c);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }
}
