package io.bouncewatch.report;

import io.bouncewatch.event.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report for people: plain text, at most 80 columns. */
public final class ReportText {

  private static final int MOST_ROWS = 20;

  private final StringBuilder out = new StringBuilder();

  private ReportText() {}

  /** The whole report as text. */
  public static String of(Report report) {
    ReportText text = new ReportText();
    text.lines(report.lines());
    text.outcomes(report.outcomes());
    text.codes(report.codes());
    text.reasons(report.reasons());
    text.domains(report.domains());
    text.rejections(report.rejections());
    return text.out.toString();
  }

  private void lines(LineCounts lines) {
    row(
        "%,d lines: %,d parsed, %,d ignored, %,d unrecognised",
        lines.read(), lines.parsed(), lines.ignored(), lines.unrecognised());
    if (lines.unrecognised() > 0) {
      row("Unrecognised lines look like verdicts and were not counted; please report them.");
    }
  }

  private void outcomes(Map<Outcome, Long> outcomes) {
    title("Attempts");
    long tried =
        outcomes.entrySet().stream()
            .filter(entry -> entry.getKey().isFailure() || entry.getKey() == Outcome.DELIVERED)
            .mapToLong(Map.Entry::getValue)
            .sum();
    outcomes.forEach(
        (outcome, count) -> {
          boolean shared = outcome.isFailure() || outcome == Outcome.DELIVERED;
          String share =
              shared && tried > 0
                  ? String.format(Locale.ROOT, "  %5.1f %%", 100.0 * count / tried)
                  : "";
          row("  %-12s %,12d%s", outcome.label(), count, share);
        });
  }

  private void codes(List<Report.CodeCount> codes) {
    title("Failed attempts by code");
    codes.stream()
        .limit(MOST_ROWS)
        .forEach(code -> row("  %-10s %-5s %,12d", code.code(), code.type().label(), code.count()));
    more(codes.size());
  }

  private void reasons(List<Report.CauseCount> reasons) {
    title("Failed attempts by reason");
    reasons.stream()
        .limit(MOST_ROWS)
        .forEach(
            cause ->
                row(
                    "  %-20s %-12s %,12d",
                    cause.cause().reason().label(), cause.cause().action().label(), cause.count()));
    more(reasons.size());
  }

  private void domains(List<Report.DomainCount> domains) {
    title("Domains");
    row("  %-30s %-14s %9s %8s %8s", "domain", "provider", "delivered", "soft", "hard");
    domains.stream()
        .limit(MOST_ROWS)
        .forEach(
            domain ->
                row(
                    "  %-30s %-14s %,9d %,8d %,8d",
                    shortened(domain.domain(), 30),
                    shortened(domain.provider(), 14),
                    domain.delivered(),
                    domain.soft(),
                    domain.hard()));
    more(domains.size());
  }

  private void rejections(List<Report.RejectionCount> rejections) {
    if (rejections.isEmpty()) {
      return;
    }
    title("Refused by this server (no bounces)");
    rejections.stream()
        .limit(MOST_ROWS)
        .forEach(rejection -> row("  %-10s %,12d", rejection.code(), rejection.count()));
    more(rejections.size());
  }

  private void title(String title) {
    out.append('\n').append(title).append('\n');
  }

  private void more(int rows) {
    if (rows > MOST_ROWS) {
      row("  and %,d more", rows - MOST_ROWS);
    } else if (rows == 0) {
      row("  none");
    }
  }

  private void row(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** Names come from strangers: what is no letter, digit or dot can't reach the terminal. */
  private static String shortened(String name, int width) {
    String plain = name.replaceAll("[^\\x21-\\x7e]", "?");
    return plain.length() <= width ? plain : plain.substring(0, width - 1) + "~";
  }
}
