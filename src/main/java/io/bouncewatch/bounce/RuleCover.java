package io.bouncewatch.bounce;

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
            other ->
                other.toString().equals(pattern.toString())
                    || (other.needs().plain() && alwaysHas(pattern, other.needs().anyOf())));
  }

  /** Whether no text can have the pattern without having one of the words. */
  private static boolean alwaysHas(RulePattern pattern, List<String> words) {
    List<List<List<String>>> alternatives = pattern.needs().alternatives();
    return !alternatives.isEmpty()
        && alternatives.stream()
            .allMatch(demands -> demands.stream().anyMatch(demand -> eachHas(demand, words)));
  }

  private static boolean eachHas(List<String> demand, List<String> words) {
    return demand.stream().allMatch(needed -> words.stream().anyMatch(needed::contains));
  }
}
