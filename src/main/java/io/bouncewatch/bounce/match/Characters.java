package io.bouncewatch.bounce.match;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sets of characters of the basic plane, without regard to upper and lower case where asked. */
final class Characters {

  static final int ALL = 0x10000;

  private static final int ASCII = 0x80;

  /** Larger sets of letters beyond ASCII are left to RE2. */
  private static final int MOST_TO_FOLD = 2_000;

  /** "Any character" takes 8 KiB, and is in most patterns; different sets are few. */
  private static final Map<BitSet, BitSet> SHARED = new ConcurrentHashMap<>();

  private Characters() {}

  /** An equal set, the same for all who ask; not to be changed. */
  static BitSet shared(BitSet set) {
    return SHARED.computeIfAbsent(set, first -> first);
  }

  static BitSet of(char first, char last) {
    BitSet set = new BitSet(last + 1);
    set.set(first, last + 1);
    return set;
  }

  static BitSet not(BitSet set) {
    BitSet others = (BitSet) set.clone();
    others.flip(0, ALL);
    return others;
  }

  static BitSet digits() {
    return of('0', '9');
  }

  static BitSet spaces() {
    BitSet set = of('\t', '\n');
    set.set('\f', '\r' + 1);
    set.set(' ');
    return set;
  }

  /** RE2's word characters; to {@code \b} no others are. */
  static BitSet wordCharacters() {
    BitSet set = digits();
    set.set('a', 'z' + 1);
    set.set('A', 'Z' + 1);
    set.set('_');
    return set;
  }

  /** All but the end of a line. */
  static BitSet any() {
    BitSet set = of('\0', (char) (ALL - 1));
    set.clear('\n');
    return set;
  }

  static boolean isWordCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (c >= 'A' && c <= 'Z');
  }

  /**
   * The set with the other cases of its letters, by Unicode's simple case folding.
   *
   * @throws UnsupportedException if it holds too many letters beyond ASCII
   */
  static BitSet folded(BitSet set) {
    if (set.get(ASCII, ALL).cardinality() > MOST_TO_FOLD) {
      throw new UnsupportedException("a large set");
    }
    BitSet all = (BitSet) set.clone();
    for (int c = set.nextSetBit(0); c >= 0; c = set.nextSetBit(c + 1)) {
      if (c >= ASCII) {
        all.or(Folding.SAME.getOrDefault((char) c, EMPTY));
      } else if (Character.isLetter(c)) {
        all.set(Character.toLowerCase(c));
        all.set(Character.toUpperCase(c));
        if (c == 's' || c == 'S') {
          all.set('\u017f');
        } else if (c == 'k' || c == 'K') {
          all.set('\u212a');
        }
      }
    }
    return all;
  }

  private static final BitSet EMPTY = new BitSet();

  /** Loaded only when a pattern has letters beyond ASCII. */
  private static final class Folding {

    static final Map<Character, BitSet> SAME = read();

    private static Map<Character, BitSet> read() {
      Map<Character, BitSet> byFolded = new HashMap<>();
      Map<Character, BitSet> same = new HashMap<>();
      for (int c = 0; c < ALL; c++) {
        char folded = fold((char) c);
        if (folded != c || Character.toUpperCase(c) != c) {
          BitSet set = byFolded.computeIfAbsent(folded, any -> new BitSet());
          set.set(folded);
          set.set(c);
          same.put((char) c, set);
          same.put(folded, set);
        }
      }
      return same;
    }

    private static char fold(char c) {
      // The Turkish ones fold with nothing.
      return c == '\u0130' || c == '\u0131' ? c : Character.toLowerCase(Character.toUpperCase(c));
    }
  }
}
