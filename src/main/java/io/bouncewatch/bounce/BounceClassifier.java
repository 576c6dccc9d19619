package io.bouncewatch.bounce;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Confidence;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Says what a failed attempt means: the first rule that fits decides. The words of the reply go
 * before its codes (RFC 3463, RFC 5321), because codes are often given carelessly.
 *
 * <p>Safe for use by many threads.
 */
public final class BounceClassifier {

  private static final Verdict EXPIRED =
      new Verdict(
          Reason.EXPIRED, Reason.EXPIRED.defaultAction(), "outcome.expired", Confidence.HIGH);
  private static final Verdict UNDETERMINED =
      new Verdict(
          Reason.UNDETERMINED, Reason.UNDETERMINED.defaultAction(), "undetermined", Confidence.LOW);

  /** Where a block list may be why. */
  private static final Set<Reason> BLOCKS =
      EnumSet.of(Reason.IP_BLOCKED, Reason.SENDER_REJECTED, Reason.SPAM_CONTENT);

  private final List<Rule> rules;
  private final RuleIndex index;
  private final RecentAnswers recent = new RecentAnswers();

  private BounceClassifier(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    this.index = new RuleIndex(rules);
  }

  /** The classifier with the rules that come with the program. */
  public static BounceClassifier shipped() {
    return new BounceClassifier(ShippedRules.load());
  }

  /** The classifier with a user's rules before the shipped ones. */
  public static BounceClassifier withRules(List<Rule> first) {
    List<Rule> all = new ArrayList<>(first);
    all.addAll(ShippedRules.load());
    return new BounceClassifier(all);
  }

  /** A classifier with these rules and no others. */
  static BounceClassifier of(List<Rule> rules) {
    return new BounceClassifier(rules);
  }

  /**
   * What an attempt means. An expired message is {@link Reason#EXPIRED} whatever was last said of
   * it; where no rule fits the verdict's rule is {@code undetermined}.
   *
   * @param provider as {@link ProviderDirectory#providerOf} told it
   */
  public Verdict classify(Attempt attempt, String provider) {
    if (attempt.outcome() == Outcome.EXPIRED) {
      return EXPIRED;
    }
    Question question = Question.of(attempt, provider);
    RecentAnswers.Answer known = recent.to(question);
    Rule rule = known == null ? index.firstFor(question) : known.rule();
    if (known == null) {
      recent.remember(question, rule);
    }
    return rule == null ? UNDETERMINED : named(rule.verdict(), question);
  }

  private static Verdict named(Verdict verdict, Question question) {
    if (!BLOCKS.contains(verdict.reason())) {
      return verdict;
    }
    String list = question.list();
    return list == null ? verdict : verdict.onList(list);
  }

  /** The rules in the order they are asked. */
  public List<Rule> rules() {
    return rules;
  }
}
