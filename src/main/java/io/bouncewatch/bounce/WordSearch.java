package io.bouncewatch.bounce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Finds all of many words in one walk over a text (Aho and Corasick, 1975), so that its cost does
 * not grow with the number of words. Immutable and thread-safe.
 */
final class WordSearch {

  private static final int ROOT = 0;

  /** What a character is to the table; 0 for those that no word holds. */
  private final Map<Character, Integer> letters = new HashMap<>();

  private final int[] ascii = new int[128];
  private final int width;

  /** The state that follows a state and a letter. */
  private final int[] next;

  /** The words that end in a state. */
  private final int[][] ends;

  WordSearch(List<String> words) {
    words.forEach(this::learnLetters);
    width = letters.size() + 1;
    List<int[]> states = new ArrayList<>();
    List<int[]> found = new ArrayList<>();
    newState(states, found);
    for (int word = 0; word < words.size(); word++) {
      int end = path(words.get(word), states, found);
      found.set(end, with(found.get(end), word));
    }
    completeTable(states, found);
    next = new int[states.size() * width];
    for (int state = 0; state < states.size(); state++) {
      System.arraycopy(states.get(state), 0, next, state * width, width);
    }
    ends = found.toArray(new int[0][]);
  }

  /** Names each word that is in the text, by its place in the list; perhaps more than once. */
  void find(String text, IntConsumer word) {
    int state = ROOT;
    for (int i = 0; i < text.length(); i++) {
      state = next[state * width + letter(text.charAt(i))];
      for (int end : ends[state]) {
        word.accept(end);
      }
    }
  }

  private void learnLetters(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      int letter = letters.computeIfAbsent(c, any -> letters.size() + 1);
      if (c < ascii.length) {
        ascii[c] = letter;
      }
    }
  }

  private int letter(char c) {
    return c < ascii.length ? ascii[c] : letters.getOrDefault(c, 0);
  }

  /** The state in which a word ends, made with those before it where there is none. */
  private int path(String word, List<int[]> states, List<int[]> found) {
    int state = ROOT;
    for (int i = 0; i < word.length(); i++) {
      int letter = letter(word.charAt(i));
      if (states.get(state)[letter] < 0) {
        states.get(state)[letter] = newState(states, found);
      }
      state = states.get(state)[letter];
    }
    return state;
  }

  private int newState(List<int[]> states, List<int[]> found) {
    int[] row = new int[width];
    Arrays.fill(row, -1);
    states.add(row);
    found.add(new int[0]);
    return states.size() - 1;
  }

  /** Breadth first: where a state knows no way on, it goes on as its longest suffix would. */
  private void completeTable(List<int[]> states, List<int[]> found) {
    int[] suffix = new int[states.size()];
    Deque<Integer> waiting = new ArrayDeque<>();
    waiting.add(ROOT);
    while (!waiting.isEmpty()) {
      int state = waiting.remove();
      int[] row = states.get(state);
      for (int letter = 0; letter < width; letter++) {
        int fallback = state == ROOT ? ROOT : states.get(suffix[state])[letter];
        int child = row[letter];
        if (child < 0) {
          row[letter] = fallback;
        } else {
          suffix[child] = fallback;
          found.set(child, with(found.get(child), found.get(fallback)));
          waiting.add(child);
        }
      }
    }
  }

  private static int[] with(int[] words, int... more) {
    int[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }
}
