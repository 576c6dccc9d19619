package io.bouncewatch.bounce.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where an automaton may be after some text: at all of these nodes at once. Equal if the nodes and
 * what came before are. Its final fields make it safe to find through {@link #next} unlocked.
 */
final class State {

  /** What reading a text showed. */
  enum Answer {
    FOUND,
    NOT_FOUND,
    /** The text has characters beyond the basic plane. */
    UNKNOWN
  }

  /** What the last character was, as far as assertions ask for it. */
  enum Before {
    NOTHING,
    WORD,
    OTHER
  }

  /**
   * Places of {@link Program.Take} and {@link Program.Ask} nodes, ascending; without those where a
   * pattern may begin, if that is anywhere.
   */
  final int[] nodes;

  final Before before;

  /** By letter; null where no text has led yet. */
  final @Nullable State[] next;

  /** What is known whatever follows; null while that is nothing. */
  final @Nullable Answer answer;

  private State(int[] nodes, Before before, int letters, @Nullable Answer answer) {
    this.nodes = nodes;
    this.before = before;
    this.next = new State[letters];
    this.answer = answer;
  }

  static State of(int[] nodes, Before before, int letters) {
    return new State(nodes, before, letters, null);
  }

  /** A state in which the answer is known. */
  static State last(Answer answer) {
    return new State(new int[0], Before.OTHER, 0, answer);
  }

  /** About what it takes in memory, its place in a map included. */
  int bytes() {
    return 120 + 4 * (nodes.length + next.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof State that
        && before == that.before
        && answer == that.answer
        && Arrays.equals(nodes, that.nodes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(nodes) + before.hashCode();
  }
}
