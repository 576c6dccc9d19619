package io.bouncewatch.bounce.match;

import io.bouncewatch.bounce.match.Expression.Assertion;
import io.bouncewatch.bounce.match.Program.Ask;
import io.bouncewatch.bounce.match.Program.Node;
import io.bouncewatch.bounce.match.Program.Take;
import io.bouncewatch.bounce.match.State.Answer;
import io.bouncewatch.bounce.match.State.Before;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for a pattern in texts, one table look-up a character. A state is the set of all places
 * that a program can be in, so there is never anything to go back to; states are worked out when a
 * text first leads to them, and the budget bounds how many are kept.
 *
 * <p>Thread-safe. Who goes on with states that were forgotten meanwhile still gets right answers.
 */
final class Automaton {

  private static final BitSet NO_LETTERS = new BitSet();

  private final State found = State.last(Answer.FOUND);
  private final State lost = State.last(Answer.NOT_FOUND);
  private final State unknown = State.last(Answer.UNKNOWN);
  private final StateBudget budget;
  private final Closure closure;
  private final Alphabet alphabet;
  private final BitSet wordLetters;

  /** For each node, the letters that it takes. */
  private final BitSet[] taken;

  /** Guarded by the budget. */
  private final Map<State, State> known = new HashMap<>();

  private volatile State first;

  Automaton(Program program, StateBudget budget) {
    this.budget = budget;
    CharacterSet words = asksForWords(program) ? Characters.WORD : CharacterSet.EMPTY;
    Set<CharacterSet> sets = new LinkedHashSet<>();
    sets.add(words);
    for (Node node : program.nodes()) {
      if (node instanceof Take take) {
        sets.add(take.set());
      }
    }
    alphabet = new Alphabet(List.copyOf(sets));
    wordLetters = alphabet.lettersOf(words);
    taken = lettersTaken(program);
    closure = new Closure(program);
    first = firstState();
  }

  private BitSet[] lettersTaken(Program program) {
    Map<CharacterSet, BitSet> letters = new HashMap<>();
    return program.nodes().stream()
        .map(
            node ->
                node instanceof Take take
                    ? letters.computeIfAbsent(take.set(), alphabet::lettersOf)
                    : NO_LETTERS)
        .toArray(BitSet[]::new);
  }

  private static boolean asksForWords(Program program) {
    return program.nodes().stream()
        .anyMatch(
            node ->
                node instanceof Ask ask
                    && (ask.assertion() == Assertion.WORD_BOUNDARY
                        || ask.assertion() == Assertion.NO_WORD_BOUNDARY));
  }

  Answer read(String text) {
    State state = first;
    for (int i = 0; i < text.length(); i++) {
      state = next(state, alphabet.letter(text.charAt(i)));
      if (state.answer != null) {
        return state.answer;
      }
    }
    Answer answer = next(state, alphabet.end()).answer;
    return answer == null ? Answer.UNKNOWN : answer;
  }

  private State next(State state, int letter) {
    State next = state.next[letter];
    return next == null ? make(state, letter) : next;
  }

  /** Called with the budget's lock. */
  void forget() {
    known.clear();
    first = firstState();
  }

  private State firstState() {
    return State.of(closure.start(), Before.NOTHING, alphabet.size());
  }

  private State make(State from, int letter) {
    synchronized (budget) {
      State made = letter == alphabet.half() ? unknown : after(from, letter);
      from.next[letter] = made;
      return made;
    }
  }

  private State after(State from, int letter) {
    boolean atEnd = letter == alphabet.end();
    boolean word = wordLetters.get(letter);
    int[] nodes =
        closure.after(from.nodes, new Closure.Around(from.before, word, atEnd), taken, letter);
    if (nodes == null) {
      return found;
    }
    if (atEnd || closure.isLost(nodes)) {
      return lost;
    }
    State made = State.of(nodes, word ? Before.WORD : Before.OTHER, alphabet.size());
    State same = known.get(made);
    if (same != null) {
      return same;
    }
    budget.spend(this, made.bytes());
    known.put(made, made);
    return made;
  }
}
