package io.bouncewatch.bounce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The beginnings of words as states, with the way from one to the next (Aho and Corasick, 1975).
 * States are numbered by their distance to the root, and the children of one follow each other; so
 * a state needs no more than the number of its first child, the letter that leads to it, and the
 * state of its longest suffix. Immutable.
 */
final class WordTree {

  static final int ROOT = 0;

  /** By state; the children end where those of the next state begin. */
  private final int[] firstChild;

  private final byte[] letterInto;
  private final int[] suffix;

  /** By state, the words that end there, by their places. */
  private final IntRows ends;

  WordTree(List<String> words, WordLetters letters) {
    Growth growth = new Growth(words, letters);
    int size = growth.states.size();
    firstChild = growth.firstChild.stream().mapToInt(Integer::intValue).toArray();
    letterInto = new byte[size];
    for (int state = ROOT + 1; state < size; state++) {
      letterInto[state] = growth.letterInto(state);
    }
    List<int[]> endsIn = growth.ends;
    suffix = new int[size];
    for (int state = ROOT; state < size; state++) {
      for (int child = firstChild[state]; child < firstChild[state + 1]; child++) {
        int longest = state == ROOT ? ROOT : after(suffix[state], letterInto[child]);
        suffix[child] = longest;
        endsIn.set(child, both(endsIn.get(child), endsIn.get(longest)));
      }
    }
    ends = new IntRows(endsIn);
  }

  /** The state after one more letter. */
  int after(int from, int letter) {
    int state = from;
    while (true) {
      for (int child = firstChild[state]; child < firstChild[state + 1]; child++) {
        if (letterInto[child] == (byte) letter) {
          return child;
        }
      }
      if (state == ROOT) {
        return ROOT;
      }
      state = suffix[state];
    }
  }

  /** By state, the places of the words that end in it. */
  IntRows ends() {
    return ends;
  }

  /** How many states are not farther from the root than this; they have the lowest numbers. */
  int within(int distance) {
    int end = ROOT + 1;
    for (int i = 0; i < distance; i++) {
      end = firstChild[end];
    }
    return end;
  }

  private static int[] both(int[] words, int[] more) {
    if (more.length == 0) {
      return words;
    }
    int[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  /** The tree while it grows: a state is the stretch of the sorted words that begin alike. */
  private static final class Growth {

    private static final int[] NONE = {};

    /** A word, as letters. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Word(byte[] letters, int place) {}

    /** The words of a state, and how many letters they have in common. */
    private record Stretch(int from, int to, int depth) {}

    private final List<Word> words = new ArrayList<>();
    private final List<Stretch> states = new ArrayList<>();
    private final List<Integer> firstChild = new ArrayList<>();
    private final List<int[]> ends = new ArrayList<>();

    Growth(List<String> list, WordLetters letters) {
      for (int i = 0; i < list.size(); i++) {
        words.add(new Word(letters.of(list.get(i)), i));
      }
      words.sort(Comparator.comparing(Word::letters, Arrays::compareUnsigned));
      states.add(new Stretch(0, words.size(), 0));
      for (int state = ROOT; state < states.size(); state++) {
        firstChild.add(states.size());
        grow(states.get(state));
      }
      firstChild.add(states.size());
    }

    private void grow(Stretch state) {
      int from = state.from();
      while (from < state.to() && words.get(from).letters().length == state.depth()) {
        from++;
      }
      List<Word> whole = words.subList(state.from(), from);
      ends.add(whole.isEmpty() ? NONE : whole.stream().mapToInt(Word::place).toArray());
      while (from < state.to()) {
        byte letter = words.get(from).letters()[state.depth()];
        int to = from + 1;
        while (to < state.to() && words.get(to).letters()[state.depth()] == letter) {
          to++;
        }
        states.add(new Stretch(from, to, state.depth() + 1));
        from = to;
      }
    }

    byte letterInto(int state) {
      Stretch stretch = states.get(state);
      return words.get(stretch.from()).letters()[stretch.depth() - 1];
    }
  }
}
