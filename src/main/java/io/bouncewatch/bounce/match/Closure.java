package io.bouncewatch.bounce.match;

import io.bouncewatch.bounce.match.Expression.Assertion;
import io.bouncewatch.bounce.match.Program.Ask;
import io.bouncewatch.bounce.match.Program.Found;
import io.bouncewatch.bounce.match.Program.Node;
import io.bouncewatch.bounce.match.Program.Part;
import io.bouncewatch.bounce.match.Program.Take;
import io.bouncewatch.bounce.match.State.Before;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Works out at which nodes a program can be after one more character. Used under a lock. */
final class Closure {

  private final List<Node> nodes;

  /** Where the pattern begins. */
  private final BitSet start;

  /** Whether the pattern can be at the beginning of a text only. */
  private final boolean anchored;

  private final BitSet here = new BitSet();
  private final BitSet there = new BitSet();
  private final Deque<Integer> waiting = new ArrayDeque<>();

  Closure(Program program) {
    nodes = program.nodes();
    start = new BitSet();
    if (spread(program.start(), start, null)) {
      throw new UnsupportedException("a pattern that fits the empty text");
    }
    start.stream().filter(this::isPassed).forEach(start::clear);
    anchored =
        start.stream()
            .mapToObj(nodes::get)
            .allMatch(node -> node instanceof Ask ask && ask.assertion() == Assertion.BEGIN);
  }

  /** Whether a node only leads to others. */
  private boolean isPassed(int node) {
    return !(nodes.get(node) instanceof Take || nodes.get(node) instanceof Ask);
  }

  /** What lies on both sides of a place in the text. */
  record Around(Before before, boolean wordAfter, boolean atEnd) {

    boolean allow(Assertion assertion) {
      boolean boundary = (before == Before.WORD) != wordAfter;
      return switch (assertion) {
        case BEGIN -> before == Before.NOTHING;
        case END -> atEnd;
        case WORD_BOUNDARY -> boundary;
        case NO_WORD_BOUNDARY -> !boundary;
      };
    }
  }

  /** Nodes before the first character, but for those where the pattern may begin anywhere. */
  int[] start() {
    return anchored ? start.stream().toArray() : new int[0];
  }

  /** Whether nothing more can come of these nodes. */
  boolean isLost(int[] from) {
    return anchored && from.length == 0;
  }

  /**
   * Nodes after one more character, with those of a pattern that begins there.
   *
   * @param taken by node, the letters that it takes
   * @return null if the pattern is found
   */
  int @Nullable [] after(int[] from, Around around, BitSet[] taken, int letter) {
    here.clear();
    if (spread(IntStream.of(from), around) || (!anchored && spread(start.stream(), around))) {
      return null;
    }
    there.clear();
    for (int node = here.nextSetBit(0); node >= 0; node = here.nextSetBit(node + 1)) {
      if (nodes.get(node) instanceof Take take
          && taken[node].get(letter)
          && spread(take.next(), there, null)) {
        return null;
      }
    }
    return there.stream()
        .filter(node -> !isPassed(node) && (anchored || !start.get(node)))
        .toArray();
  }

  private boolean spread(IntStream from, Around around) {
    return from.anyMatch(node -> spread(node, here, around));
  }

  /**
   * Adds a node and all that can be reached from it without a character.
   *
   * @param around what assertions are asked about; null to leave them for later
   * @return whether the end of the pattern is among them
   */
  private boolean spread(int node, BitSet into, @Nullable Around around) {
    waiting.push(node);
    boolean found = false;
    while (!waiting.isEmpty()) {
      int at = waiting.pop();
      if (into.get(at)) {
        continue;
      }
      into.set(at);
      Node reached = nodes.get(at);
      if (reached instanceof Part part) {
        waiting.push(part.first());
        waiting.push(part.second());
      } else if (reached instanceof Ask ask && around != null && around.allow(ask.assertion())) {
        waiting.push(ask.next());
      }
      found |= reached instanceof Found;
    }
    return found;
  }
}
