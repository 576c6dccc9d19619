package io.bouncewatch.bounce;

/** Finds codes inside a reply's text (RFC 5321 section 4.2, RFC 3463 section 2). */
final class ReplyCodes {

  private static final int LONGEST_NUMBER = 3;

  private ReplyCodes() {}

  /** Whether three digits of a reply code start here. */
  static boolean isReplyCode(String text, int at) {
    char first = text.charAt(at);
    return first >= '2' && first <= '5' && digit(text, at + 1) && digit(text, at + 2);
  }

  /** The place after an enhanced code with its brackets and colon, or 0 if there is none here. */
  static int afterEnhanced(String text, int start) {
    int at = skip(text, start, "#[(");
    if (at >= text.length() || "245".indexOf(text.charAt(at)) < 0) {
      return 0;
    }
    at = afterNumber(text, at + 1);
    at = at == 0 ? 0 : afterNumber(text, at);
    // A fourth number makes it an address of the network.
    return at == 0 || afterNumber(text, at) > 0 ? 0 : skip(text, at, "]):;,");
  }

  /** The place after a full stop and a number, or 0. */
  private static int afterNumber(String text, int start) {
    if (!text.startsWith(".", start) || !digit(text, start + 1)) {
      return 0;
    }
    int at = start + 1;
    while (digit(text, at)) {
      at++;
    }
    return at - start - 1 <= LONGEST_NUMBER ? at : 0;
  }

  private static int skip(String text, int start, String signs) {
    int at = start;
    while (at < text.length() && signs.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean digit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
