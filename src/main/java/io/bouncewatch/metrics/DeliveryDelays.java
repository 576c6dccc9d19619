package io.bouncewatch.metrics;

import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Series;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The histogram of delivery delays, made of totals that the store keeps, so that it goes on over a
 * restart; a Micrometer timer always begins at 0. Safe for threads.
 */
final class DeliveryDelays implements Collector {

  /** In seconds: to the five days after which Postfix gives up (maximal_queue_lifetime). */
  static final int[] BOUNDS = {1, 2, 5, 10, 30, 60, 300, 900, 3600, 14_400, 86_400, 432_000};

  private static final String NAME = "mail_delivery_delay_seconds";
  private static final String INFINITE = "+Inf";
  private static final int SUM = BOUNDS.length + 1;

  /** By mta and provider: a count for each bound, one for what is above them, and the sum. */
  private final Map<List<String>, AtomicLongArray> histograms = new ConcurrentHashMap<>();

  /** What a delivery adds to the totals; nothing if its delay is not known. */
  static Map<Series, Long> increments(DeliveryEvent event) {
    Duration delay = event.attempt().delay();
    if (delay == null || delay.isNegative() || event.attempt().outcome() != Outcome.DELIVERED) {
      return Map.of();
    }
    String mta = event.attempt().origin().mta().label();
    int bucket = bucket(delay);
    String bound = bucket < BOUNDS.length ? Integer.toString(BOUNDS[bucket]) : INFINITE;
    return Map.of(
        Series.of(Metric.DELAY_BUCKETS, mta, event.provider(), bound),
        1L,
        Series.of(Metric.DELAY_SUM, mta, event.provider()),
        delay.toMillis());
  }

  private static int bucket(Duration delay) {
    int bucket = 0;
    while (bucket < BOUNDS.length && delay.compareTo(Duration.ofSeconds(BOUNDS[bucket])) > 0) {
      bucket++;
    }
    return bucket;
  }

  void add(Series series, long increment) {
    histograms
        .computeIfAbsent(
            List.copyOf(series.values().subList(0, 2)), party -> new AtomicLongArray(SUM + 1))
        .addAndGet(place(series), increment);
  }

  // A bound that an earlier version had and this one has not: count it above all, so that the
  // number of deliveries stays exact.
  private static int place(Series series) {
    if (series.metric() == Metric.DELAY_SUM) {
      return SUM;
    }
    String bound = series.values().get(2);
    int place = bound.equals(INFINITE) ? -1 : Arrays.binarySearch(BOUNDS, Integer.parseInt(bound));
    return place < 0 ? BOUNDS.length : place;
  }

  @Override
  public MetricSnapshot collect() {
    HistogramSnapshot.Builder family =
        HistogramSnapshot.builder().name(NAME).help(Help.of(Metric.DELAY_BUCKETS));
    histograms.forEach((party, counts) -> family.dataPoint(point(party, counts)));
    return family.build();
  }

  private static HistogramDataPointSnapshot point(List<String> party, AtomicLongArray counts) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < BOUNDS.length; i++) {
      buckets.bucket(BOUNDS[i], counts.get(i));
    }
    buckets.bucket(Double.POSITIVE_INFINITY, counts.get(BOUNDS.length));
    return HistogramDataPointSnapshot.builder()
        .labels(Labels.of("mta", party.get(0), "provider", party.get(1)))
        .classicHistogramBuckets(buckets.build())
        .sum(counts.get(SUM) / 1000.0)
        .build();
  }
}
