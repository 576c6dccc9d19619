package io.bouncewatch.bounce.match;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Sorts characters into letters: two characters are the same letter if no set of a program tells
 * them apart. Immutable.
 */
final class Alphabet {

  private static final int ASCII = 0x80;

  private final byte[] ascii = new byte[ASCII];

  /** First characters of stretches of the same letter, ascending. */
  private final int[] starts;

  private final int[] letters;
  private final int size;

  Alphabet(List<CharacterSet> sets) {
    TreeSet<Integer> borders = new TreeSet<>();
    borders.add(0);
    sets.forEach(set -> set.borders().forEach(borders::add));
    starts = borders.stream().mapToInt(Integer::intValue).toArray();
    letters = new int[starts.length];
    Map<BitSet, Integer> known = new HashMap<>();
    for (int i = 0; i < starts.length; i++) {
      BitSet in = new BitSet(sets.size());
      for (int set = 0; set < sets.size(); set++) {
        in.set(set, sets.get(set).contains(starts[i]));
      }
      letters[i] = known.computeIfAbsent(in, any -> known.size());
    }
    size = known.size();
    if (size > Byte.MAX_VALUE) {
      throw new UnsupportedException("an alphabet of more than 127 letters");
    }
    for (int c = 0; c < ASCII; c++) {
      ascii[c] = (byte) letters[stretch(c)];
    }
  }

  /** How many letters there are, the two that are no characters included; they count from 0. */
  int size() {
    return size + 2;
  }

  /** What surrogates are: half a character each. */
  int half() {
    return size;
  }

  /** What comes after the last character. */
  int end() {
    return size + 1;
  }

  /** A character's letter. */
  int letter(char c) {
    if (c < ASCII) {
      return ascii[c];
    }
    return Character.isSurrogate(c) ? size : letters[stretch(c)];
  }

  /** The letters of a set, one of those that the alphabet was made from. */
  BitSet lettersOf(CharacterSet set) {
    BitSet of = new BitSet(size);
    for (int i = 0; i < starts.length; i++) {
      if (set.contains(starts[i])) {
        of.set(letters[i]);
      }
    }
    return of;
  }

  private int stretch(int c) {
    int found = Arrays.binarySearch(starts, c);
    return found >= 0 ? found : -found - 2;
  }
}
