package io.bouncewatch.event;

import org.jspecify.annotations.Nullable;

/**
 * What a failed attempt means: the reason, what to do, and the rule that said so.
 *
 * @param rule id of the rule that decided, for people and for tests
 * @param list name of the block list that the reply speaks of, where a block is the reason
 */
public record Verdict(
    Reason reason, Action action, String rule, Confidence confidence, @Nullable String list) {

  public Verdict {
    if (rule.isBlank()) {
      throw new IllegalArgumentException("a verdict needs the id of its rule");
    }
    if (list != null && list.isBlank()) {
      throw new IllegalArgumentException("a block list needs a name");
    }
  }

  /** A verdict that speaks of no block list. */
  public Verdict(Reason reason, Action action, String rule, Confidence confidence) {
    this(reason, action, rule, confidence, null);
  }

  /** The same verdict, with the block list that the reply names. */
  public Verdict onList(@Nullable String name) {
    return new Verdict(reason, action, rule, confidence, name);
  }
}
