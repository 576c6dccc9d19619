package io.bouncewatch.parser;

/**
 * The cheap test for text that is no bytes yet: whether it may say what is counted. Lets through
 * more than {@link PostfixGate} and {@link EximGate}, which are asked next, but for arrivals and
 * removals: they count for nothing by themselves.
 */
final class TextGate {

  private static final String[] WORDS = {
    // Postfix: attempts, then expiries.
    "to=<",
    "from=<",
    // Exim's flags.
    " => ",
    " -> ",
    " ** ",
    " == ",
    " >> ",
    // What was refused from others, by either.
    "reject"
  };

  private TextGate() {}

  static boolean mayMatter(String text) {
    for (String word : WORDS) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
