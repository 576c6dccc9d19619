package io.bouncewatch.bounce;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * Finds all words of a list in one walk over a text. Near the root of the {@link WordTree}, where
 * most texts stay, a table says what follows a letter; for all states it would take megabytes.
 * Thread-safe.
 */
final class WordSearch {

  private static final int TABLE_DISTANCE = 2;

  private final WordLetters letters;
  private final WordTree tree;

  /** Of the states with the lowest numbers, what follows each letter. */
  private final int[] table;

  private final int inTable;
  private final int width;

  WordSearch(List<String> words) {
    letters = new WordLetters(words);
    tree = new WordTree(words, letters);
    width = letters.count();
    inTable = tree.within(TABLE_DISTANCE);
    table = new int[inTable * width];
    for (int at = 0; at < table.length; at++) {
      table[at] = tree.after(at / width, at % width);
    }
  }

  /** Names each word that is in the text, by its place in the list; perhaps more than once. */
  void find(String text, IntConsumer word) {
    IntRows ends = tree.ends();
    int state = WordTree.ROOT;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (WordLetters.isOne(c)) {
        state = after(state, letters.letter(c));
      } else {
        for (int part = 0; part < WordLetters.PARTS; part++) {
          state = after(state, letters.letter(c, part));
        }
      }
      for (int at = ends.begin(state); at < ends.end(state); at++) {
        word.accept(ends.at(at));
      }
    }
  }

  private int after(int state, int letter) {
    return state < inTable ? table[state * width + letter] : tree.after(state, letter);
  }
}
