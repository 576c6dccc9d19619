package io.bouncewatch.bounce.match;

import io.bouncewatch.bounce.match.Expression.Assertion;
import io.bouncewatch.bounce.match.Expression.Choice;
import io.bouncewatch.bounce.match.Expression.Letter;
import io.bouncewatch.bounce.match.Expression.Place;
import io.bouncewatch.bounce.match.Expression.Repeat;
import io.bouncewatch.bounce.match.Expression.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An expression as a non-deterministic automaton (Thompson, 1968): nodes that take a character,
 * part in two, or ask about the place.
 */
final class Program {

  /** Repetition copies its body; beyond this an expression is left to RE2. */
  private static final int MOST_NODES = 5_000;

  /** One step; the program's nodes refer to each other by place. */
  sealed interface Node {}

  record Take(CharacterSet set, int next) implements Node {}

  record Part(int first, int second) implements Node {}

  record Ask(Assertion assertion, int next) implements Node {}

  record Found() implements Node {}

  private final List<Node> nodes = new ArrayList<>();
  private final int start;

  private Program(Expression expression) {
    start = add(expression, add(new Found()));
  }

  /**
   * Compiles an expression.
   *
   * @throws UnsupportedException if it becomes too large
   */
  static Program of(Expression expression) {
    return new Program(expression);
  }

  int start() {
    return start;
  }

  List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  private int add(Node node) {
    if (nodes.size() == MOST_NODES) {
      throw new UnsupportedException("a very large repetition");
    }
    nodes.add(node);
    return nodes.size() - 1;
  }

  /** Adds an expression that goes on at a node; answers where it starts. */
  private int add(Expression expression, int next) {
    if (expression instanceof Letter letter) {
      return add(new Take(letter.set(), next));
    } else if (expression instanceof Place place) {
      return add(new Ask(place.assertion(), next));
    } else if (expression instanceof Sequence sequence) {
      int at = next;
      for (int i = sequence.parts().size() - 1; i >= 0; i--) {
        at = add(sequence.parts().get(i), at);
      }
      return at;
    } else if (expression instanceof Choice choice) {
      int last = choice.alternatives().size() - 1;
      int at = add(choice.alternatives().get(last), next);
      for (int i = last - 1; i >= 0; i--) {
        at = add(new Part(add(choice.alternatives().get(i), next), at));
      }
      return at;
    }
    return add((Repeat) expression, next);
  }

  private int add(Repeat repeat, int next) {
    int at = next;
    if (repeat.most() == Repeat.NO_LIMIT) {
      at = add(new Part(next, next));
      nodes.set(at, new Part(add(repeat.body(), at), next));
    }
    for (int i = repeat.least(); i < repeat.most(); i++) {
      at = add(new Part(add(repeat.body(), at), next));
    }
    for (int i = 0; i < repeat.least(); i++) {
      at = add(repeat.body(), at);
    }
    return at;
  }
}
