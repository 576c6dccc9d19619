package io.bouncewatch.event;

/**
 * What a failed attempt means: the reason, what to do, and the rule that said so.
 *
 * @param rule id of the rule that decided, for people and for tests
 */
public record Verdict(Reason reason, Action action, String rule, Confidence confidence) {

  public Verdict {
    if (rule.isBlank()) {
      throw new IllegalArgumentException("a verdict needs the id of its rule");
    }
  }
}
