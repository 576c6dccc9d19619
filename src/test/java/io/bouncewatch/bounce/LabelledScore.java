package io.bouncewatch.bounce;

import io.bouncewatch.event.Action;
import io.bouncewatch.event.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How well a classifier reads labelled replies, in figures only.
 *
 * @param falseSuppressions live addresses that would be lost: the verdict says suppress, no label
 *     does
 * @param confusion the first label of a row, what was said instead, how often
 */
record LabelledScore(
    int rows,
    int reasonsRight,
    int actionsRight,
    int falseSuppressions,
    Map<String, Map<String, Integer>> confusion) {

  static LabelledScore of(BounceClassifier classifier, List<LabelledReplies.Row> rows) {
    ProviderDirectory providers = ProviderDirectory.load();
    int reasons = 0;
    int actions = 0;
    int lost = 0;
    Map<String, Map<String, Integer>> confusion = new TreeMap<>();
    for (LabelledReplies.Row row : rows) {
      Verdict verdict = verdict(classifier, providers, row);
      String reason = verdict.reason().label();
      boolean right = row.reasons().contains(reason);
      reasons += right ? 1 : 0;
      actions += row.actions().contains(verdict.action().label()) ? 1 : 0;
      String suppress = Action.SUPPRESS.label();
      lost += verdict.action() == Action.SUPPRESS && !row.actions().contains(suppress) ? 1 : 0;
      confusion
          .computeIfAbsent(right ? reason : row.reasons().get(0), any -> new TreeMap<>())
          .merge(reason, 1, Integer::sum);
    }
    return new LabelledScore(rows.size(), reasons, actions, lost, confusion);
  }

  /** Whether a row's reason is read rightly. */
  static Predicate<LabelledReplies.Row> right(BounceClassifier classifier) {
    ProviderDirectory providers = ProviderDirectory.load();
    return row -> row.reasons().contains(verdict(classifier, providers, row).reason().label());
  }

  private static Verdict verdict(
      BounceClassifier classifier, ProviderDirectory providers, LabelledReplies.Row row) {
    String relay = row.relay().equals("-") ? null : row.relay();
    return classifier.classify(
        row.attempt(), providers.providerOf(relay, row.attempt().envelope().domain()));
  }

  double reasonAccuracy() {
    return (double) reasonsRight / rows;
  }

  double actionAccuracy() {
    return (double) actionsRight / rows;
  }

  /** One line of figures. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%d replies: reason right %d (%.1f %%), action right %d (%.1f %%), false suppressions %d",
        rows,
        reasonsRight,
        100 * reasonAccuracy(),
        actionsRight,
        100 * actionAccuracy(),
        falseSuppressions);
  }

  /** For each reason by label: how many were read so, and what the others were taken for. */
  String matrix() {
    StringBuilder text = new StringBuilder();
    confusion.forEach(
        (label, read) -> {
          int all = read.values().stream().mapToInt(Integer::intValue).sum();
          text.append(
              String.format(
                  Locale.ROOT, "  %-18s %3d of %3d", label, read.getOrDefault(label, 0), all));
          read.forEach(
              (reason, count) ->
                  text.append(reason.equals(label) ? "" : ", " + count + " as " + reason));
          text.append('\n');
        });
    return text.toString();
  }
}
