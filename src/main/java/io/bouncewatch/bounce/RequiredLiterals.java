package io.bouncewatch.bounce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds in a regular expression the words without which it cannot match, so that most texts are
 * turned away by a plain search. Errs on the safe side: where it finds none it says so.
 */
final class RequiredLiterals {

  private static final int SHORTEST_USEFUL = 3;
  private static final Needs NOTHING_KNOWN = new Needs(List.of(), List.of(), false);

  private final String regex;
  private final List<String> found = new ArrayList<>();
  private final StringBuilder run = new StringBuilder();

  /** Of the alternative that is being read: each list must give one of its words. */
  private final List<List<String>> demands = new ArrayList<>();

  private final List<List<List<String>>> alternatives = new ArrayList<>();
  private boolean plain = true;

  private RequiredLiterals(String regex) {
    this.regex = regex;
  }

  /**
   * What a regular expression asks for.
   *
   * @param anyOf a text that holds none of these, lower case, cannot match; empty if nothing can be
   *     said
   * @param alternatives more closely: of one alternative each list must give one of its words
   * @param plain whether holding one of them is also enough
   */
  record Needs(List<String> anyOf, List<List<List<String>>> alternatives, boolean plain) {

    /** Whether a text holds what one of the alternatives asks for. */
    boolean areMetBy(String text) {
      for (List<List<String>> demands : alternatives) {
        if (holdsAll(text, demands)) {
          return true;
        }
      }
      return alternatives.isEmpty();
    }

    private static boolean holdsAll(String text, List<List<String>> demands) {
      for (List<String> words : demands) {
        if (!holdsAny(text, words)) {
          return false;
        }
      }
      return true;
    }

    private static boolean holdsAny(String text, List<String> words) {
      for (String word : words) {
        if (text.contains(word)) {
          return true;
        }
      }
      return false;
    }
  }

  static Needs of(String regex) {
    return new RequiredLiterals(regex).scan();
  }

  private Needs scan() {
    int at = 0;
    while (at < regex.length()) {
      char c = regex.charAt(at);
      switch (c) {
        case '|' -> {
          if (!endAlternative()) {
            return NOTHING_KNOWN;
          }
          at++;
        }
        case '\\' -> at = escape(at);
        case '(' -> at = group(at);
        case '[' -> at = breakRun(afterClass(at));
        case '?', '*' -> at = optional(at + 1);
        case '{' -> at = optional(regex.indexOf('}', at) + 1);
        case '.', '^', '$', '+' -> at = breakRun(at + 1);
        default -> {
          run.append(c);
          at++;
        }
      }
    }
    return endAlternative()
        ? new Needs(List.copyOf(found), List.copyOf(alternatives), plain)
        : NOTHING_KNOWN;
  }

  /** A backslash before a letter or digit is a class or an assertion; else it is that sign. */
  private int escape(int at) {
    char next = regex.charAt(at + 1);
    if ("bBdDsSwWA".indexOf(next) >= 0) {
      return breakRun(at + 2);
    }
    if (Character.isLetterOrDigit(next)) {
      // \x{41}, \pL, \Q and the like: rare, so nothing more is said of this pattern.
      demands.clear();
      run.setLength(0);
      found.add("");
      return breakRun(regex.length());
    }
    run.append(next);
    return at + 2;
  }

  /** The sign before a question mark, a star or a count need not be there. */
  private int optional(int next) {
    if (!run.isEmpty()) {
      run.setLength(run.length() - 1);
    }
    return breakRun(next);
  }

  private int breakRun(int next) {
    plain = false;
    consider(List.of(run.toString()));
    run.setLength(0);
    return next;
  }

  /** A group that must be there asks for what its alternatives ask for. */
  private int group(int open) {
    int next = breakRun(afterGroup(open));
    boolean mustBeThere = next == regex.length() || "?*{".indexOf(regex.charAt(next)) < 0;
    if (mustBeThere && regex.charAt(open + 1) != '?') {
      consider(of(regex.substring(open + 1, next - 1)).anyOf());
    }
    return next;
  }

  private boolean endAlternative() {
    consider(List.of(run.toString()));
    run.setLength(0);
    List<String> best =
        demands.stream().max(Comparator.comparingInt(RequiredLiterals::shortest)).orElse(List.of());
    found.addAll(best);
    alternatives.add(List.copyOf(demands));
    demands.clear();
    return !best.isEmpty() && !found.contains("");
  }

  private void consider(List<String> words) {
    if (shortest(words) >= SHORTEST_USEFUL) {
      demands.add(words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList());
    }
  }

  private static int shortest(List<String> words) {
    return words.stream().mapToInt(RequiredLiterals::weight).min().orElse(0);
  }

  /** How telling a word is: a Chinese sign says as much as three Latin letters. */
  private static int weight(String word) {
    int weight = 0;
    for (int i = 0; i < word.length(); i++) {
      weight += word.charAt(i) < 0x2e80 ? 1 : SHORTEST_USEFUL;
    }
    return weight;
  }

  /** The place after the bracket that closes a group; the pattern is known to compile. */
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
    return at;
  }

  private int afterClass(int open) {
    int at = open + 1;
    if (regex.charAt(at) == '^') {
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
