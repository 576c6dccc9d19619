package io.bouncewatch.bounce.match;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Bounds the memory of the states that several automata have worked out: when it is used up, all of
 * them forget their states and begin anew. Thread-safe; who makes a state holds its lock.
 */
public final class StateBudget {

  private final int limit;
  private final Set<Automaton> spenders = new LinkedHashSet<>();
  private int used;
  private int timesSpent;

  /**
   * @param limit in bytes, about
   */
  public StateBudget(int limit) {
    this.limit = limit;
  }

  /** How many bytes are in use, about. */
  public synchronized int used() {
    return used;
  }

  /** How often everything was forgotten. */
  public synchronized int timesSpent() {
    return timesSpent;
  }

  synchronized void spend(Automaton spender, int bytes) {
    if (used + bytes > limit) {
      spenders.forEach(Automaton::forget);
      spenders.clear();
      used = 0;
      timesSpent++;
    }
    spenders.add(spender);
    used += bytes;
  }
}
