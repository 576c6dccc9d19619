package io.bouncewatch;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Series;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What has been committed so far, by series. Written by one thread, read by any. */
final class RunningTotals {

  private final Map<Series, Long> totals = new ConcurrentHashMap<>();

  void apply(Map<Series, Long> increments) {
    increments.forEach((series, count) -> totals.merge(series, count, Long::sum));
  }

  Map<Series, Long> all() {
    return totals;
  }

  long of(Series series) {
    return totals.getOrDefault(series, 0L);
  }

  /** The sum of all series of a metric. */
  long sum(Metric metric) {
    return totals.entrySet().stream()
        .filter(entry -> entry.getKey().metric() == metric)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
