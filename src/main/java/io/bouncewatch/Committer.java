package io.bouncewatch;

import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Position;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Checkpoint;
import io.bouncewatch.ledger.HourlySeries;
import io.bouncewatch.ledger.Ledger;
import io.bouncewatch.ledger.LedgerException;
import io.bouncewatch.ledger.Sighting;
import io.bouncewatch.metrics.MailMeters;
import io.bouncewatch.metrics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns batches into totals: interpret, tally, commit, and only then move what is shown.
 *
 * <p>Used by one thread; {@link #trouble()} may be asked by any.
 */
final class Committer {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  /** Of one batch, so that a stream of ever new wordings does not make commits long. */
  private static final int MOST_TEMPLATES = 500;

  private final Interpreter interpreter;
  private final MessageMemory memory;
  private final Tally tally;
  private final Keeping.Events kept;
  private final AddressWatch addresses;
  private final Ledger ledger;
  private final MailMeters meters;
  private final RunningTotals totals;
  private final EventLog events = new EventLog();

  /** What is worked out and not committed yet, because the store would not take it. */
  private @Nullable Prepared pending;

  private volatile @Nullable String trouble;

  private record Prepared(Ledger.Batch batch, List<DeliveryEvent> events, Runnable whenCommitted) {}

  Committer(
      Interpreter interpreter,
      MessageMemory memory,
      Tally tally,
      Keeping keeping,
      Ledger ledger,
      MailMeters meters,
      RunningTotals totals) {
    this.interpreter = interpreter;
    this.memory = memory;
    this.tally = tally;
    this.kept = keeping.events();
    this.addresses = new AddressWatch(keeping.suppressions());
    this.ledger = ledger;
    this.meters = meters;
    this.totals = totals;
  }

  /** Why nothing can be committed just now, in one sentence; empty if it can. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Whether a batch is held back; no other may be given before it is committed. */
  boolean isHeldUp() {
    return pending != null;
  }

  /**
   * Commits batches, in their order, as one.
   *
   * @return false if the store refused; call {@link #retry()} later
   */
  boolean commit(List<ReadBatch> batches) {
    Preparation preparation = new Preparation();
    batches.forEach(preparation::add);
    pending = preparation.prepared();
    return retry();
  }

  /** Tries again what was held up. */
  boolean retry() {
    Prepared prepared = pending;
    if (prepared == null) {
      return true;
    }
    long start = System.nanoTime();
    try {
      ledger.commit(prepared.batch());
    } catch (LedgerException e) {
      trouble = e.getMessage();
      return false;
    }
    meters.committed(Duration.ofNanos(System.nanoTime() - start));
    meters.apply(prepared.batch().increments());
    totals.apply(prepared.batch().increments());
    prepared.whenCommitted().run();
    prepared.events().forEach(events::log);
    pending = null;
    if (trouble != null) {
      LOG.info("the store takes what is counted again");
    }
    trouble = null;
    tidy();
    return true;
  }

  /**
   * Lets the store do a little housekeeping, if nothing is held up.
   *
   * @return whether there is more to do
   */
  boolean tidy() {
    try {
      return pending == null && ledger.tidy();
    } catch (LedgerException e) {
      // Nothing is lost by leaving it for later. Where commits fail too, they say so.
      LOG.debug("no housekeeping", e);
      return false;
    }
  }

  private final class Preparation implements EventSink {
    private final Map<Series, Long> increments = new HashMap<>();
    private final Map<String, Checkpoint> checkpoints = new HashMap<>();
    private final Map<HourlySeries, Long> history = new HashMap<>();
    private final List<DeliveryEvent> told = new ArrayList<>();
    private final UnknownTally unknown = new UnknownTally(MOST_TEMPLATES);
    private final List<Sighting> sightings = new ArrayList<>();

    void add(ReadBatch batch) {
      batch.lines().forEach((series, count) -> increments.merge(series, count, Long::sum));
      for (ReadBatch.Located located : batch.records()) {
        interpreter.interpret(
            located.content(),
            new Position(batch.source(), located.offset(), located.checksum()),
            this);
      }
      checkpoints.put(batch.source(), new Checkpoint(batch.source(), batch.positions()));
    }

    @Override
    public void delivery(DeliveryEvent event, @Nullable FinalOutcome end) {
      told.add(event);
      unknown.add(event);
      addresses.sighting(event).ifPresent(sightings::add);
      Instant time = event.attempt().time();
      tally.of(event).ifPresent(series -> count(series, time));
      Tally.delay(event).forEach((series, amount) -> increments.merge(series, amount, Long::sum));
      if (end != null) {
        tally.of(event, end).forEach(series -> count(series, time));
      }
    }

    @Override
    public void rejection(Rejection rejection) {
      count(tally.of(rejection), rejection.time());
    }

    private void count(Series series, Instant time) {
      increments.merge(series, 1L, Long::sum);
      history.merge(HourlySeries.at(series, time), 1L, Long::sum);
    }

    Prepared prepared() {
      List<DeliveryEvent> events =
          told.stream().filter(event -> kept.has(event.attempt().outcome())).toList();
      MessageMemory.Changes changes = memory.take();
      changes.forgotten().forEach((series, count) -> increments.merge(series, count, Long::sum));
      Ledger.Batch batch =
          new Ledger.Batch(increments, List.copyOf(checkpoints.values()), history, events)
              .withUnknown(unknown.replies())
              .withMessages(changes.messages())
              .withSightings(sightings);
      return new Prepared(batch, told, changes.whenCommitted());
    }
  }
}
