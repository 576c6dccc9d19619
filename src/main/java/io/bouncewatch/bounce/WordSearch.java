package io.bouncewatch.bounce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Finds all words of a list in one walk over a text (Aho and Corasick, 1975).
 *
 * <p>A character beyond ASCII is read as four letters of four bits each, every one of which has an
 * alphabet of its own, so that none is taken for another: a table with a column for every Chinese
 * sign would take tens of megabytes. Thread-safe.
 */
final class WordSearch {

  private static final int ROOT = 0;
  private static final int NONE = Character.MAX_VALUE;
  private static final int ASCII = 128;
  private static final int NIBBLES = 4;
  private static final int NIBBLE = 16;

  /** What a character is to the table; 0 for those that no word holds. */
  private final char[] ascii = new char[ASCII];

  /** The letter of the first nibble 0. */
  private final int firstNibble;

  private final int width;

  /** The state that follows a state and a letter. */
  private final char[] next;

  /** The words that end in a state. */
  private final int[][] ends;

  /**
   * @throws IllegalArgumentException if there are too many words
   */
  WordSearch(List<String> words) {
    int letters = 0;
    for (String word : words) {
      for (int i = 0; i < word.length(); i++) {
        char c = word.charAt(i);
        if (c < ASCII && ascii[c] == 0) {
          ascii[c] = (char) ++letters;
        }
      }
    }
    firstNibble = letters + 1;
    width = firstNibble + NIBBLES * NIBBLE;
    Table table = new Table(width);
    for (int word = 0; word < words.size(); word++) {
      int end = ROOT;
      for (int letter : lettersOf(words.get(word))) {
        end = table.step(end, letter);
      }
      table.end(end, word);
    }
    table.complete();
    next = table.next();
    ends = table.ends();
  }

  /** Names each word that is in the text, by its place in the list; perhaps more than once. */
  void find(String text, IntConsumer word) {
    int state = ROOT;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ASCII) {
        state = next[state * width + ascii[c]];
      } else {
        for (int nibble = 0; nibble < NIBBLES; nibble++) {
          state = next[state * width + letter(c, nibble)];
        }
      }
      for (int end : ends[state]) {
        word.accept(end);
      }
    }
  }

  private int letter(char c, int nibble) {
    return firstNibble + nibble * NIBBLE + (c >> (4 * (NIBBLES - 1 - nibble)) & (NIBBLE - 1));
  }

  private int[] lettersOf(String word) {
    return word.chars()
        .flatMap(
            c ->
                c < ASCII
                    ? java.util.stream.IntStream.of(ascii[c])
                    : java.util.stream.IntStream.range(0, NIBBLES)
                        .map(nibble -> letter((char) c, nibble)))
        .toArray();
  }

  /** The table while it is made. */
  private static final class Table {
    private final int width;
    private final List<int[]> ends = new ArrayList<>();
    private char[] next = new char[0];

    Table(int width) {
      this.width = width;
      newState();
    }

    private int newState() {
      int state = ends.size();
      if (state == NONE) {
        throw new IllegalArgumentException("more words than can be looked for");
      }
      ends.add(new int[0]);
      if (next.length < (state + 1) * width) {
        int length = next.length;
        next = Arrays.copyOf(next, Math.max(64 * width, next.length * 3 / 2));
        Arrays.fill(next, length, next.length, (char) NONE);
      }
      return state;
    }

    /** The state after a letter, made if there is none. */
    int step(int state, int letter) {
      int known = next[state * width + letter];
      if (known != NONE) {
        return known;
      }
      int made = newState();
      next[state * width + letter] = (char) made;
      return made;
    }

    void end(int state, int word) {
      ends.set(state, with(ends.get(state), word));
    }

    /** Breadth first: where a state knows no way on, it goes on as its longest suffix would. */
    void complete() {
      int[] suffix = new int[ends.size()];
      Deque<Integer> waiting = new ArrayDeque<>();
      waiting.add(ROOT);
      while (!waiting.isEmpty()) {
        int state = waiting.remove();
        for (int letter = 0; letter < width; letter++) {
          int at = state * width + letter;
          int fallback = state == ROOT ? ROOT : next[suffix[state] * width + letter];
          int child = next[at];
          if (child == NONE) {
            next[at] = (char) fallback;
          } else {
            suffix[child] = fallback;
            ends.set(child, with(ends.get(child), ends.get(fallback)));
            waiting.add(child);
          }
        }
      }
    }

    char[] next() {
      return Arrays.copyOf(next, ends.size() * width);
    }

    int[][] ends() {
      return ends.toArray(new int[0][]);
    }

    private static int[] with(int[] words, int... more) {
      if (more.length == 0) {
        return words;
      }
      int[] all = Arrays.copyOf(words, words.length + more.length);
      System.arraycopy(more, 0, all, words.length, more.length);
      return all;
    }
  }
}
