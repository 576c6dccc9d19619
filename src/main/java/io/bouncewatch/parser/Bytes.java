package io.bouncewatch.parser;

/** Looks for short ASCII words in a slice of bytes, without making anything of it. */
final class Bytes {

  private Bytes() {}

  /** Whether the word stands at this index; false if it would reach past the end. */
  static boolean startsWith(byte[] bytes, int at, int end, byte[] word) {
    if (at < 0 || end - at < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (bytes[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  /** Index of the word's first occurrence at or after {@code from}; -1 if there is none. */
  static int indexOf(byte[] bytes, int from, int end, byte[] word) {
    byte first = word[0];
    int last = end - word.length;
    for (int i = from; i <= last; i++) {
      if (bytes[i] == first && startsWith(bytes, i, end, word)) {
        return i;
      }
    }
    return -1;
  }
}
