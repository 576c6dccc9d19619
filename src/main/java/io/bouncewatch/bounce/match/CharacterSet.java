package io.bouncewatch.bounce.match;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A set of characters of the basic plane, as the stretches of characters that are in it. */
final class CharacterSet {

  static final CharacterSet EMPTY = new CharacterSet();

  private static final int END = 0x10000;
  private static final CharacterSet ALL = new CharacterSet(0, END);

  /** Ascending: by turns the first character that is in the set, and the first that is not. */
  private final int[] borders;

  private volatile @Nullable String lowerCase;

  private CharacterSet(int... borders) {
    this.borders = borders;
  }

  static CharacterSet of(char first, char last) {
    return new CharacterSet(first, last + 1);
  }

  static CharacterSet of(IntStream characters) {
    IntStream.Builder borders = IntStream.builder();
    int end = -1;
    for (int c : characters.sorted().distinct().toArray()) {
      if (c != end) {
        if (end >= 0) {
          borders.add(end);
        }
        borders.add(c);
      }
      end = c + 1;
    }
    if (end >= 0) {
      borders.add(end);
    }
    return new CharacterSet(borders.build().toArray());
  }

  boolean contains(int c) {
    int found = Arrays.binarySearch(borders, c);
    int border = found >= 0 ? found : -found - 2;
    return border >= 0 && border % 2 == 0;
  }

  /** Its members that lower case leaves as they are, ascending. */
  String lowerCase() {
    String known = lowerCase;
    if (known == null) {
      StringBuilder letters = new StringBuilder();
      stream().filter(c -> Character.toLowerCase(c) == c).forEach(c -> letters.append((char) c));
      known = letters.toString();
      lowerCase = known;
    }
    return known;
  }

  /** Its members, ascending. */
  IntStream stream() {
    return IntStream.range(0, borders.length / 2)
        .flatMap(i -> IntStream.range(borders[2 * i], borders[2 * i + 1]));
  }

  int size() {
    int size = 0;
    for (int i = 0; i < borders.length; i += 2) {
      size += borders[i + 1] - borders[i];
    }
    return size;
  }

  /** The characters that differ from the one before in being members or not. */
  IntStream borders() {
    return Arrays.stream(borders).filter(border -> border < END);
  }

  CharacterSet or(CharacterSet other) {
    return with(other, false);
  }

  /** All characters that are not in it. */
  CharacterSet not() {
    return with(ALL, true);
  }

  /** The union; or what is in one of both only. */
  private CharacterSet with(CharacterSet other, boolean oneOnly) {
    int[] merged = new int[borders.length + other.borders.length];
    int length = 0;
    int mine = 0;
    int theirs = 0;
    boolean in = false;
    while (mine < borders.length || theirs < other.borders.length) {
      int at = Math.min(border(mine), other.border(theirs));
      mine += border(mine) == at ? 1 : 0;
      theirs += other.border(theirs) == at ? 1 : 0;
      boolean here = mine % 2 == 1;
      boolean there = theirs % 2 == 1;
      if (in != (oneOnly ? here != there : here || there)) {
        merged[length++] = at;
        in = !in;
      }
    }
    return new CharacterSet(Arrays.copyOf(merged, length));
  }

  private int border(int place) {
    return place < borders.length ? borders[place] : Integer.MAX_VALUE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CharacterSet that && Arrays.equals(borders, that.borders);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(borders);
  }
}
