package io.bouncewatch.bounce;

import java.util.List;
import java.util.Set;

/**
 * What a reply says before and behind its cause out of courtesy: "Sorry", and where to turn to.
 * Without it a rule that wants the beginning or the end of a reply finds them.
 */
final class Pleasantries {

  private static final List<String> BEGINNINGS =
      List.of("sorry, ", "sorry. ", "sorry: ", "sorry - ", "error: ", "err: ");

  /** Words with which an ending may start. */
  private static final Set<String> STARTERS =
      words(
          """
          please kindly contact see visit refer consult more
          """);

  /** Words with which one may start if the next is one of {@link #TURNS}. */
  private static final Set<String> WEAK_STARTERS = Set.of("for", "if", "any");

  private static final Set<String> TURNS =
      words(
          """
          more further additional details information info help assistance questions
          support you any this
          """);

  /** One of these must be in it: it says where to turn to. */
  private static final Set<String> POINTERS =
      words(
          """
          contact see visit refer consult information info details help assistance
          """);

  /** Nothing else may be in it, but names and numbers. */
  private static final Set<String> NEUTRAL =
      words(
          """
          please kindly contact see visit refer consult information info details detail
          help assistance support helpdesk desk team department administrator
          administrators admin postmaster provider isp mail e-mail email system network it
          service customer a an and or the this that your our us you of for to at on in by
          via with about if is are was be have any think believe feel need error mistake
          question questions problem problems more further additional following page
          website web site link url directly phone message id should can
          """);

  private Pleasantries() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /** The text without them; as it is if it says nothing else. */
  static String without(StringBuilder text) {
    int from = beginning(text);
    return text.substring(from, ending(text, from));
  }

  private static int beginning(StringBuilder text) {
    // Most replies begin with neither letter, and this is asked of every one.
    if (text.length() > 0 && (text.charAt(0) == 's' || text.charAt(0) == 'e')) {
      for (String words : BEGINNINGS) {
        if (text.length() > words.length() && text.indexOf(words) == 0) {
          return words.length();
        }
      }
    }
    return 0;
  }

  /**
   * Goes back from the end as long as words are neutral, and remembers where one may start. If all
   * are, they are the reply, and stay.
   */
  private static int ending(StringBuilder text, int from) {
    int cut = text.length();
    boolean points = false;
    String next = "";
    for (int end = text.length(); end > from; ) {
      int start = Math.max(from, wordStart(text, end));
      String word = bare(text, start, end);
      if (!isName(word)) {
        if (!NEUTRAL.contains(word)) {
          return cut < text.length() ? keptBefore(cut, text, from) : withoutStops(text, from);
        }
        points |= POINTERS.contains(word);
        if (points && startsEnding(word, next)) {
          cut = start;
        }
        next = word;
      }
      end = start - 1;
    }
    return withoutStops(text, from);
  }

  private static boolean startsEnding(String word, String next) {
    return STARTERS.contains(word) || (WEAK_STARTERS.contains(word) && TURNS.contains(next));
  }

  /** Behind a colon stands what is announced: the link is all that names the cause, and stays. */
  private static int keptBefore(int cut, StringBuilder text, int from) {
    int kept = cut;
    while (kept > from && " .,;-([<".indexOf(text.charAt(kept - 1)) >= 0) {
      kept--;
    }
    return text.charAt(kept - 1) == ':' ? withoutStops(text, from) : kept;
  }

  private static int withoutStops(StringBuilder text, int from) {
    int end = text.length();
    while (end > from + 1 && text.charAt(end - 1) == '.') {
      end--;
    }
    return end;
  }

  /** A masked name that is nobody's in particular, a number or a sign. */
  private static boolean isName(String word) {
    if (word.equals("~")) {
      return true;
    }
    for (int i = 0; i < word.length(); i++) {
      if (Character.isLetter(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int wordStart(StringBuilder text, int end) {
    int at = end;
    while (at > 0 && text.charAt(at - 1) != ' ') {
      at--;
    }
    return at;
  }

  /** A word without the signs around it; empty if it is nothing else. */
  private static String bare(StringBuilder text, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && isSign(text.charAt(from))) {
      from++;
    }
    while (to > from && isSign(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSign(char c) {
    return switch (c) {
      case '.', ',', ';', ':', '!', '?', '-', '(', ')', '[', ']', '<', '>', '"', '\'' -> true;
      default -> false;
    };
  }
}
