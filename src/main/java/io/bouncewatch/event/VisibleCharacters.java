package io.bouncewatch.event;

/** Which characters of a stranger's text may be shown as they are. */
public final class VisibleCharacters {

  private VisibleCharacters() {}

  /**
   * Whether a code point neither commands a terminal nor turns the writing round, and is one that
   * fonts may have.
   */
  public static boolean contain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
