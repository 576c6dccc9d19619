package io.bouncewatch.bounce.match;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The sets of characters that RE2 has signs for, and which characters are one letter to it. */
final class Characters {

  static final CharacterSet DIGITS = CharacterSet.of('0', '9');

  static final CharacterSet SPACES = CharacterSet.of("\t\n\f\r ".chars());

  /** To {@code \b} no others are. */
  static final CharacterSet WORD =
      CharacterSet.of('a', 'z')
          .or(CharacterSet.of('A', 'Z'))
          .or(CharacterSet.of('_', '_'))
          .or(DIGITS);

  /** All but the end of a line. */
  static final CharacterSet ANY = CharacterSet.of('\n', '\n').not();

  private static final int ASCII = 0x80;

  /** Larger sets of letters beyond ASCII are left to RE2. */
  private static final int MOST_TO_FOLD = 2_000;

  private static final Map<Character, CharacterSet> LETTERS = new ConcurrentHashMap<>();

  private Characters() {}

  /** A character in all its cases. */
  static CharacterSet letter(char c) {
    return LETTERS.computeIfAbsent(c, any -> folded(CharacterSet.of(c, c)));
  }

  /**
   * The set with the other cases of its letters, by Unicode's simple case folding.
   *
   * @throws UnsupportedException if it holds too many letters beyond ASCII
   */
  static CharacterSet folded(CharacterSet set) {
    if (set.size() > MOST_TO_FOLD + ASCII) {
      throw new UnsupportedException("a large set");
    }
    return set.or(CharacterSet.of(set.stream().flatMap(Characters::otherCases)));
  }

  private static IntStream otherCases(int c) {
    if (c >= ASCII) {
      return Folding.sameAs((char) c).chars();
    }
    if (!Character.isLetter(c)) {
      return IntStream.empty();
    }
    IntStream cases = IntStream.of(Character.toLowerCase(c), Character.toUpperCase(c));
    return switch (c) {
      case 's', 'S' -> IntStream.concat(cases, IntStream.of('\u017f'));
      case 'k', 'K' -> IntStream.concat(cases, IntStream.of('\u212a'));
      default -> cases;
    };
  }

  /** Loaded only when a pattern has letters beyond ASCII. */
  private static final class Folding {

    /** By what they fold to, the characters that are the same letter, if there are several. */
    private static final Map<Character, String> SAME = read();

    static String sameAs(char c) {
      return SAME.getOrDefault(fold(c), "");
    }

    private static Map<Character, String> read() {
      Map<Character, String> same = new HashMap<>();
      for (int c = 0; c <= Character.MAX_VALUE; c = next(c)) {
        char folded = fold((char) c);
        if (folded != c) {
          same.merge(
              folded,
              folded + String.valueOf((char) c),
              (known, more) -> known + more.substring(1));
        }
      }
      return same;
    }

    /** Leaves out what has no cases: the signs of East Asia, halves of pairs, private signs. */
    private static int next(int c) {
      return c == 0x2e7f ? 0xa000 : c == 0xabff ? 0xfb00 : c + 1;
    }

    private static char fold(char c) {
      // The Turkish ones fold with nothing.
      return c == '\u0130' || c == '\u0131' ? c : Character.toLowerCase(Character.toUpperCase(c));
    }
  }
}
