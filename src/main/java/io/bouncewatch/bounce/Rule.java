package io.bouncewatch.bounce;

import io.bouncewatch.event.Verdict;
import java.util.List;

/**
 * One line of reasoning: if these conditions hold and one of these patterns is in the reply, then
 * this verdict. Made by {@link RuleFile}; immutable and thread-safe.
 */
public final class Rule {

  private final RulePlace place;
  private final Verdict verdict;
  private final RuleConditions conditions;
  private final List<RulePattern> patterns;
  private final List<Example> examples;

  Rule(
      RulePlace place,
      Verdict verdict,
      RuleConditions conditions,
      List<RulePattern> patterns,
      List<Example> examples) {
    this.place = place;
    this.verdict = verdict;
    this.conditions = conditions;
    this.patterns = List.copyOf(patterns);
    this.examples = List.copyOf(examples);
  }

  /**
   * A reply that the rule is meant for.
   *
   * @param line where it stands, from 1
   */
  public record Example(int line, String reply) {}

  /** The name that travels with the verdict. */
  public String id() {
    return verdict.rule();
  }

  public Verdict verdict() {
    return verdict;
  }

  /** Where the rule stands. */
  public RulePlace place() {
    return place;
  }

  /** At least one. */
  public List<Example> examples() {
    return examples;
  }

  RuleConditions conditions() {
    return conditions;
  }

  List<RulePattern> patterns() {
    return patterns;
  }

  boolean answers(Question question) {
    if (!conditions.hold(question)) {
      return false;
    }
    if (patterns.isEmpty()) {
      return true;
    }
    for (RulePattern pattern : patterns) {
      if (pattern.isIn(question.text())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return id();
  }
}
