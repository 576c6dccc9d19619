package io.bouncewatch.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds in a regular expression the words without which it cannot match, so that most texts are
 * turned away by a plain search. Errs on the safe side: where it finds none it says so.
 */
final class RequiredLiterals {

  private static final int SHORTEST_USEFUL = 3;

  private final String regex;
  private final List<String> found = new ArrayList<>();
  private final StringBuilder run = new StringBuilder();
  private String longest = "";
  private boolean plain = true;
  private boolean usable = true;

  private RequiredLiterals(String regex) {
    this.regex = regex;
  }

  /**
   * What a regular expression asks for.
   *
   * @param anyOf a text that holds none of these, lower case, cannot match; empty if nothing can be
   *     said
   * @param plain whether holding one of them is also enough
   */
  record Needs(List<String> anyOf, boolean plain) {}

  static Needs of(String regex) {
    RequiredLiterals scan = new RequiredLiterals(regex);
    scan.scan();
    return scan.usable
        ? new Needs(List.copyOf(scan.found), scan.plain)
        : new Needs(List.of(), false);
  }

  private void scan() {
    int at = 0;
    while (at < regex.length()) {
      char c = regex.charAt(at);
      at =
          switch (c) {
            case '|' -> endAlternative(at + 1);
            case '\\' -> escape(at);
            case '(' -> breakRun(afterGroup(at));
            case '[' -> breakRun(afterClass(at));
            case '?', '*' -> optional(at + 1);
            case '{' -> optional(regex.indexOf('}', at) + 1);
            case '.', '^', '$', '+', ')' -> breakRun(at + 1);
            default -> literal(c, at + 1);
          };
      if (at <= 0) {
        usable = false;
        return;
      }
    }
    endAlternative(at);
  }

  private int literal(char c, int next) {
    run.append(c);
    return next;
  }

  /** A backslash before a letter or digit is a class or an assertion; else it is that sign. */
  private int escape(int at) {
    if (at + 1 >= regex.length() || Character.isLetterOrDigit(regex.charAt(at + 1))) {
      // Skips only the letter: what follows \x or \p is then too short or breaks the run itself.
      usable &= at + 1 < regex.length() && "bBdDsSwWA".indexOf(regex.charAt(at + 1)) >= 0;
      return breakRun(at + 2);
    }
    return literal(regex.charAt(at + 1), at + 2);
  }

  /** The sign before {@code ?}, {@code *} or {@code {} need not be there. */
  private int optional(int next) {
    if (!run.isEmpty()) {
      run.setLength(run.length() - 1);
    }
    return breakRun(next);
  }

  private int breakRun(int next) {
    plain = false;
    keepLonger();
    return next;
  }

  private int endAlternative(int next) {
    keepLonger();
    usable &= longest.length() >= SHORTEST_USEFUL;
    found.add(longest.toLowerCase(Locale.ROOT));
    longest = "";
    return next;
  }

  private void keepLonger() {
    if (run.length() > longest.length()) {
      longest = run.toString();
    }
    run.setLength(0);
  }

  private int afterGroup(int open) {
    int depth = 0;
    int at = open;
    while (at < regex.length()) {
      switch (regex.charAt(at)) {
        case '\\' -> at++;
        case '[' -> at = afterClass(at) - 1;
        case '(' -> depth++;
        case ')' -> depth--;
        default -> {}
      }
      at++;
      if (depth == 0) {
        return at;
      }
    }
    return -1;
  }

  private int afterClass(int open) {
    int at = open + 1;
    if (at < regex.length() && regex.charAt(at) == '^') {
      at++;
    }
    // A bracket that comes first stands for itself.
    at++;
    while (at < regex.length() && regex.charAt(at) != ']') {
      at += regex.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }
}
