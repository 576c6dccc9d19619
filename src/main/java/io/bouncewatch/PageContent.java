package io.bouncewatch;

import io.bouncewatch.bounce.CodeMeanings;
import io.bouncewatch.event.Action;
import io.bouncewatch.event.BounceType;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Series;
import io.bouncewatch.http.Overview;
import io.bouncewatch.metrics.SourceSeries;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Adds up the totals for the status page. Safe for threads. */
final class PageContent {

  private static final int MOST_ROWS = 20;
  private static final CodeMeanings MEANINGS = CodeMeanings.load();

  private final Instant started;
  private final RunningTotals totals;
  private final LongSupplier waiting;
  private final List<SourceStatus> sources;

  PageContent(
      Instant started, RunningTotals totals, LongSupplier waiting, List<SourceStatus> sources) {
    this.started = started;
    this.totals = totals;
    this.waiting = waiting;
    this.sources = List.copyOf(sources);
  }

  Overview overview() {
    Sums sums = new Sums();
    totals.all().forEach(sums::add);
    return new Overview(
        Version.current(),
        started,
        new Overview.Totals(
            sums.delivered,
            sums.soft,
            sums.hard,
            totals.sum(Metric.SUSPENDED),
            waiting.getAsLong(),
            totals.sum(Metric.REJECTIONS)),
        sums.topDomains(),
        sums.topCodes(),
        sums.topReasons(),
        sources.stream().map(this::row).toList());
  }

  private Overview.SourceRow row(SourceStatus source) {
    SourceSeries series = SourceSeries.of(source.config().name());
    return new Overview.SourceRow(
        source.config().name(),
        source.config().path().toString(),
        source.lagBytes(),
        source.lastLine(),
        new Overview.Lines(
            totals.of(series.parsed()),
            totals.of(series.ignored()),
            totals.of(series.unrecognised())));
  }

  private record Code(EnhancedStatusCode code, BounceType type) {}

  private record Cause(Reason reason, Action action) {}

  private static final class Sums {
    private final Map<String, Overview.DomainRow> domains = new HashMap<>();
    private final Map<Code, Long> codes = new HashMap<>();
    private final Map<Cause, Long> reasons = new HashMap<>();
    private long delivered;
    private long soft;
    private long hard;

    void add(Series series, long count) {
      if (series.metric() == Metric.DELIVERIES) {
        delivered += count;
        addDomain(series, count, 0, 0);
      } else if (series.metric() == Metric.BOUNCES) {
        boolean isSoft = label(series, "type").equals(BounceType.SOFT.label());
        soft += isSoft ? count : 0;
        hard += isSoft ? 0 : count;
        addDomain(series, 0, isSoft ? count : 0, isSoft ? 0 : count);
        EnhancedStatusCode.parse(label(series, "code"))
            .ifPresent(
                code ->
                    codes.merge(
                        new Code(code, isSoft ? BounceType.SOFT : BounceType.HARD),
                        count,
                        Long::sum));
        Reason.parse(label(series, "reason"))
            .ifPresent(
                reason ->
                    reasons.merge(new Cause(reason, reason.defaultAction()), count, Long::sum));
      }
    }

    private void addDomain(Series series, long deliveredMore, long softMore, long hardMore) {
      domains.merge(
          label(series, "domain"),
          new Overview.DomainRow(
              label(series, "domain"),
              label(series, "provider"),
              deliveredMore,
              softMore,
              hardMore),
          Sums::plus);
    }

    private static Overview.DomainRow plus(Overview.DomainRow a, Overview.DomainRow b) {
      boolean known = !b.provider().equals("other");
      return new Overview.DomainRow(
          a.domain(),
          known ? b.provider() : a.provider(),
          a.delivered() + b.delivered(),
          a.soft() + b.soft(),
          a.hard() + b.hard());
    }

    private static String label(Series series, String name) {
      return series.values().get(series.metric().labels().indexOf(name));
    }

    List<Overview.DomainRow> topDomains() {
      return domains.values().stream()
          .sorted(
              Comparator.comparingLong(
                      (Overview.DomainRow row) -> row.delivered() + row.soft() + row.hard())
                  .reversed()
                  .thenComparing(Overview.DomainRow::domain))
          .limit(MOST_ROWS)
          .toList();
    }

    List<Overview.CodeRow> topCodes() {
      return codes.entrySet().stream()
          .map(
              entry ->
                  new Overview.CodeRow(
                      entry.getKey().code(),
                      entry.getKey().type(),
                      entry.getValue(),
                      MEANINGS.of(entry.getKey().code()).orElse(null)))
          .sorted(
              Comparator.comparingLong(Overview.CodeRow::count)
                  .reversed()
                  .thenComparing(row -> row.code().toString()))
          .limit(MOST_ROWS)
          .toList();
    }

    List<Overview.ReasonRow> topReasons() {
      return reasons.entrySet().stream()
          .map(
              entry ->
                  new Overview.ReasonRow(
                      entry.getKey().reason(), entry.getKey().action(), entry.getValue()))
          .sorted(
              Comparator.comparingLong(Overview.ReasonRow::count)
                  .reversed()
                  .thenComparing(Overview.ReasonRow::reason))
          .toList();
    }
  }
}
