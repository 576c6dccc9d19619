package io.bouncewatch.bounce;

import io.bouncewatch.bounce.match.RequiredLiterals;
import java.util.List;
import java.util.Set;

/**
 * Tells whether a rule takes every reply that another one fits. Errs on the safe side: it says so
 * only where conditions and words prove it.
 */
final class RuleCover {

  private RuleCover() {}

  static boolean covers(Rule earlier, Rule later) {
    return coverConditions(earlier.conditions(), later.conditions())
        && (earlier.patterns().isEmpty()
            || (!later.patterns().isEmpty()
                && later.patterns().stream().allMatch(pattern -> isCovered(pattern, earlier))));
  }

  private static boolean coverConditions(RuleConditions earlier, RuleConditions later) {
    return covers(earlier.providers(), later.providers())
        && covers(earlier.stages(), later.stages())
        && covers(earlier.classes(), later.classes())
        && covers(earlier.replyCodes(), later.replyCodes())
        && (!earlier.list() || later.list())
        && (earlier.codes().isEmpty()
            || (!later.codes().isEmpty()
                && later.codes().stream().allMatch(range -> isWithin(range, earlier.codes()))));
  }

  private static <T> boolean covers(Set<T> earlier, Set<T> later) {
    return earlier.isEmpty() || (!later.isEmpty() && earlier.containsAll(later));
  }

  private static boolean isWithin(CodeRange range, List<CodeRange> wider) {
    return wider.stream()
        .anyMatch(
            other ->
                other.subject() == range.subject()
                    && other.first() <= range.first()
                    && other.last() >= range.last());
  }

  private static boolean isCovered(RulePattern pattern, Rule earlier) {
    return earlier.patterns().stream()
        .anyMatch(
            other -> other.toString().equals(pattern.toString()) || alwaysHas(pattern, other));
  }

  /** Whether words show that no text can have the pattern without having the other one. */
  private static boolean alwaysHas(RulePattern pattern, RulePattern other) {
    List<String> enough =
        other.needs().alternatives().stream()
            .filter(RequiredLiterals.Alternative::enough)
            .flatMap(alternative -> alternative.rarest().stream())
            .toList();
    return pattern.needs().alternatives().stream()
        .allMatch(
            alternative ->
                alternative.demands().stream().anyMatch(demand -> eachHas(demand, enough)));
  }

  private static boolean eachHas(List<String> demand, List<String> words) {
    return demand.stream().allMatch(needed -> words.stream().anyMatch(needed::contains));
  }
}
