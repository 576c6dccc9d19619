package io.bouncewatch.metrics;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Suppression;
import io.bouncewatch.ledger.SuppressionCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Every meter Bouncewatch has, in a registry of the caller's choice.
 *
 * <p>Counters move only by {@link #apply}: after a commit with what was committed, and at the start
 * with the stored totals, so that they go on where they stood. Safe for threads.
 */
public final class MailMeters {

  private static final Duration[] COMMITS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private record Party(Mta mta, String provider) {

    List<Tag> tags() {
      return List.of(Tag.of("mta", mta.label()), Tag.of("provider", provider));
    }
  }

  private final MeterRegistry registry;
  private final DeliveryDelays storedDelays;
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Party, AtomicLong> deferred = new ConcurrentHashMap<>();
  private final Map<Party, Timer> delays = new ConcurrentHashMap<>();
  private final Map<Tag, Tag> tags = new ConcurrentHashMap<>();

  /** Meters whose counters, the histogram of delays included, can go on from a store's totals. */
  public MailMeters(PrometheusScrape scrape) {
    this(scrape.registry(), scrape.delays());
  }

  /** Meters that last as long as the process. */
  public MailMeters(MeterRegistry registry) {
    this(registry, new DeliveryDelays());
  }

  private MailMeters(MeterRegistry registry, DeliveryDelays storedDelays) {
    this.registry = registry;
    this.storedDelays = storedDelays;
  }

  /** Adds to counters, which are made where there are none. */
  public void apply(Map<Series, Long> increments) {
    increments.forEach(this::add);
  }

  /** Adds to one counter; exact as far as 2^53, which is as far as Prometheus counts. */
  public void add(Series series, long increment) {
    if (series.metric() == Metric.DELAY_BUCKETS || series.metric() == Metric.DELAY_SUM) {
      storedDelays.add(series, increment);
      return;
    }
    Counter known = counters.get(series);
    (known == null ? counter(series) : known).increment((double) increment);
  }

  // No map may be locked while the registry is asked: another thread may hold the registry's lock
  // and log a line that is counted here. The registry makes no counter twice.
  private Counter counter(Series series) {
    List<String> labels = series.metric().labels();
    List<Tag> own = new ArrayList<>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      own.add(shared(labels.get(i), series.values().get(i)));
    }
    Counter counter =
        Counter.builder(series.metric().meter())
            .description(Help.of(series.metric()))
            .tags(own)
            .register(registry);
    counters.put(series, counter);
    return counter;
  }

  /** The series that the registry shows already, made by whomever. */
  public Set<Series> shown() {
    Set<Series> shown = new HashSet<>();
    for (Metric metric : Metric.values()) {
      for (Counter counter : registry.find(metric.meter()).counters()) {
        List<String> values = new ArrayList<>();
        for (String label : metric.labels()) {
          String value = counter.getId().getTag(label);
          if (value != null) {
            values.add(value);
          }
        }
        if (values.size() == metric.labels().size()) {
          shown.add(new Series(metric, values));
        }
      }
    }
    return shown;
  }

  // The same few hundred labels stand on tens of thousands of counters: keep one of each.
  private Tag shared(String key, String value) {
    return tags.computeIfAbsent(Tag.of(key, value), tag -> tag);
  }

  /** Shows the counters of a source from the start, at 0: {@code rate()} needs a first value. */
  public void registerSource(String source) {
    SourceSeries.of(source).all().forEach(series -> add(series, 0));
  }

  /**
   * Shows how far a source is.
   *
   * @param lagBytes bytes written to the log and not yet counted
   * @param lastLine time of the last line read, in seconds since 1970; NaN before the first
   */
  public void sourceGauges(String source, LongSupplier lagBytes, DoubleSupplier lastLine) {
    Gauge.builder("bouncewatch.source.lag.bytes", lagBytes::getAsLong)
        .description("Bytes of the log not counted yet.")
        .tag("source", source)
        .register(registry);
    Gauge.builder("bouncewatch.source.last.line.timestamp.seconds", lastLine::getAsDouble)
        .description("When the last line was read, in seconds since 1970.")
        .tag("source", source)
        .register(registry);
  }

  /** Shows how many domains have a series of their own. */
  public void domains(IntSupplier domains) {
    Gauge.builder("bouncewatch.domains", domains::getAsInt)
        .description("Recipient domains that have series of their own.")
        .register(registry);
  }

  /** Shows how many messages are remembered. */
  public void openMessages(IntSupplier messages) {
    Gauge.builder("bouncewatch.open.messages", messages::getAsInt)
        .description("Messages in a queue that are remembered.")
        .register(registry);
  }

  /** Shows which program this is. */
  public void buildInfo(String version, String java) {
    Gauge.builder("bouncewatch.build.info", () -> 1)
        .description("Version of Bouncewatch and of the Java it runs on; always 1.")
        .tag("version", version)
        .tag("java", java)
        .register(registry);
  }

  /**
   * Moves the number of recipients that wait for another try.
   *
   * @param change how many more; negative for fewer
   */
  public void deferred(Mta mta, String provider, long change) {
    deferred.computeIfAbsent(new Party(mta, provider), this::deferred).addAndGet(change);
  }

  private AtomicLong deferred(Party party) {
    AtomicLong waiting = new AtomicLong();
    Gauge.builder("mail.deferred.recipients", waiting::get)
        .description("Recipients that wait for another try.")
        .tags(party.tags())
        .register(registry);
    return waiting;
  }

  /** Shows whether the store takes what is counted. */
  public void storeReady(BooleanSupplier ready) {
    Gauge.builder("bouncewatch.store.ready", () -> ready.getAsBoolean() ? 1 : 0)
        .description("1 while the store takes what is counted, 0 while reading waits for it.")
        .register(registry);
  }

  /** Shows how full the suppression list is. */
  public void suppressions(Supplier<SuppressionCounts> counts) {
    for (Suppression.State state : Suppression.State.values()) {
      Gauge.builder("bouncewatch.suppressions", () -> counts.get().of(state))
          .description("Addresses on the suppression list, and those with strikes (watched).")
          .tag("state", state.label())
          .register(registry);
    }
    FunctionCounter.builder(
            "bouncewatch.suppressions.evicted", counts, now -> (double) now.get().evicted())
        .description("Addresses that left the suppression list because it was full.")
        .register(registry);
  }

  /**
   * Records a delivery where no store adds delays up.
   *
   * @param delay from the message's arrival to its delivery
   */
  public void delivered(Mta mta, String provider, Duration delay) {
    Party party = new Party(mta, provider);
    Timer known = delays.get(party);
    (known == null ? delay(party) : known).record(delay);
  }

  private Timer delay(Party party) {
    Timer timer =
        Timer.builder("mail.delivery.delay")
            .description(Help.of(Metric.DELAY_BUCKETS))
            .serviceLevelObjectives(
                Arrays.stream(DeliveryDelays.BOUNDS)
                    .mapToObj(Duration::ofSeconds)
                    .toArray(Duration[]::new))
            .tags(party.tags())
            .register(registry);
    delays.put(party, timer);
    return timer;
  }

  /** Records how long a commit took. */
  public void committed(Duration duration) {
    // Not made before: who has no store has no commits to show.
    Timer.builder("bouncewatch.commit")
        .description("Time to write a batch to the store.")
        .serviceLevelObjectives(COMMITS)
        .register(registry)
        .record(duration);
  }
}
