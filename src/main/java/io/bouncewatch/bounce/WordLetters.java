package io.bouncewatch.bounce;

import java.util.Arrays;
import java.util.List;

/**
 * What characters are to a {@link WordSearch}: numbers from 0 to less than {@link #count}. ASCII
 * characters are one letter each, 0 if no word holds them. Any other character is {@link #PARTS}
 * letters of four bits, every one of which has numbers of its own, so that none is taken for
 * another: a number for every Chinese sign would make the tables large.
 */
final class WordLetters {

  static final int PARTS = 4;

  private static final int ASCII = 128;
  private static final int NIBBLE = 16;

  private final byte[] ascii = new byte[ASCII];

  /** The letter of the first part 0. */
  private final int firstPart;

  WordLetters(List<String> words) {
    int letters = 0;
    for (String word : words) {
      for (int i = 0; i < word.length(); i++) {
        char c = word.charAt(i);
        if (isOne(c) && ascii[c] == 0) {
          ascii[c] = (byte) ++letters;
        }
      }
    }
    firstPart = letters + 1;
  }

  int count() {
    return firstPart + PARTS * NIBBLE;
  }

  /** Whether a character is one letter, not several. */
  static boolean isOne(char c) {
    return c < ASCII;
  }

  /** The letter of an ASCII character. */
  int letter(char c) {
    return ascii[c];
  }

  /** One of the letters of another character. */
  int letter(char c, int part) {
    return firstPart + part * NIBBLE + (c >> (4 * (PARTS - 1 - part)) & (NIBBLE - 1));
  }

  /** All letters of a word; less than 256 each. */
  byte[] of(String word) {
    byte[] letters = new byte[word.length() * PARTS];
    int length = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (isOne(c)) {
        letters[length++] = (byte) letter(c);
      } else {
        for (int part = 0; part < PARTS; part++) {
          letters[length++] = (byte) letter(c, part);
        }
      }
    }
    return Arrays.copyOf(letters, length);
  }
}
