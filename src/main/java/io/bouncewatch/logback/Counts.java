package io.bouncewatch.logback;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.LostCause;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.Series;
import io.bouncewatch.metrics.DomainCap;
import io.bouncewatch.metrics.MailMeters;
import io.bouncewatch.metrics.SourceSeries;
import io.bouncewatch.metrics.Tally;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts in a registry, where counters of an earlier configuration go on. Safe for threads.
 *
 * <p>A composite registry without members keeps nothing, and an application may log before it adds
 * the first: till then counts wait here, as many as there may be series. Meters wait too, because
 * Micrometer warns of those that are older than a member.
 */
final class Counts {

  private final MeterRegistry registry;
  private final MailMeters meters;
  private final Tally tally;
  private final String source;
  private final SourceSeries lines;
  private final Map<Series, Long> waiting = new ConcurrentHashMap<>();
  private volatile boolean bound;

  /**
   * @param source the label of the line counters
   * @param domains the cap on domains
   */
  Counts(MeterRegistry registry, String source, int domains) {
    this.registry = registry;
    this.meters = new MailMeters(registry);
    this.tally = new Tally(new DomainCap(domains));
    this.source = source;
    this.lines = SourceSeries.of(source);
  }

  void delivery(DeliveryEvent event) {
    boolean kept = bind();
    tally.of(event).ifPresent(series -> add(series, 1));
    Attempt attempt = event.attempt();
    if (kept && attempt.outcome() == Outcome.DELIVERED && attempt.delay() != null) {
      meters.delivered(attempt.origin().mta(), event.provider(), attempt.delay());
    }
  }

  void rejection(Rejection rejection) {
    add(tally.of(rejection), 1);
  }

  void lines(long parsed, long ignored, long unrecognised, long lostBytes) {
    add(lines.parsed(), parsed);
    add(lines.ignored(), ignored);
    add(lines.unrecognised(), unrecognised);
    add(lines.lostBytes(LostCause.LINE_TOO_LONG), lostBytes);
  }

  private void add(Series series, long increment) {
    if (increment == 0) {
      return;
    }
    if (!bind()) {
      waiting.merge(series, increment, Long::sum);
      return;
    }
    meters.add(series, increment);
    if (!waiting.isEmpty()) {
      addWaiting();
    }
  }

  private void addWaiting() {
    for (Series series : List.copyOf(waiting.keySet())) {
      // Whoever removes it adds it, so no count is added twice.
      Long increment = waiting.remove(series);
      if (increment != null) {
        meters.add(series, increment);
      }
    }
  }

  /**
   * Whether the registry keeps what it is given; what an earlier configuration left is taken up.
   */
  private boolean bind() {
    if (bound) {
      return true;
    }
    if (registry instanceof CompositeMeterRegistry composite
        && composite.getRegistries().isEmpty()) {
      return false;
    }
    // Two threads may do this at once, and no harm is done.
    tally.admit(meters.shown());
    meters.registerSource(source);
    bound = true;
    return true;
  }
}
