package io.bouncewatch;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Position;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Checkpoint;
import io.bouncewatch.ledger.Ledger;
import io.bouncewatch.ledger.LedgerException;
import io.bouncewatch.metrics.MailMeters;
import io.bouncewatch.metrics.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns batches into totals: interpret, tally, commit, and only then move what is shown.
 *
 * <p>Used by one thread; {@link #trouble()} may be asked by any.
 */
final class Committer {

  private final Interpreter interpreter;
  private final Tally tally;
  private final Ledger ledger;
  private final MailMeters meters;
  private final RunningTotals totals;
  private final EventLog events = new EventLog();

  /** What is worked out and not committed yet, because the store would not take it. */
  private @Nullable Prepared pending;

  private volatile @Nullable String trouble;

  private record Prepared(Ledger.Batch batch, List<DeliveryEvent> events) {}

  Committer(
      Interpreter interpreter,
      Tally tally,
      Ledger ledger,
      MailMeters meters,
      RunningTotals totals) {
    this.interpreter = interpreter;
    this.tally = tally;
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
    prepared.events().forEach(this::publish);
    pending = null;
    trouble = null;
    return true;
  }

  private void publish(DeliveryEvent event) {
    events.log(event);
    Attempt attempt = event.attempt();
    if (attempt.outcome() == Outcome.DELIVERED && attempt.delay() != null) {
      meters.delivered(attempt.origin().mta(), event.provider(), attempt.delay());
    }
  }

  private final class Preparation implements EventSink {
    private final Map<Series, Long> increments = new HashMap<>();
    private final Map<String, Checkpoint> checkpoints = new HashMap<>();
    private final List<DeliveryEvent> delivered = new ArrayList<>();

    void add(ReadBatch batch) {
      batch.lines().forEach((series, count) -> increments.merge(series, count, Long::sum));
      for (ReadBatch.Located located : batch.records()) {
        interpreter.interpret(
            located.content(), new Position(batch.source(), located.offset()), this);
      }
      checkpoints.put(batch.source(), new Checkpoint(batch.source(), batch.positions()));
    }

    @Override
    public void delivery(DeliveryEvent event, @Nullable FinalOutcome end) {
      delivered.add(event);
      tally.of(event).ifPresent(this::increment);
      if (end != null) {
        increment(tally.of(event, end));
      }
    }

    @Override
    public void rejection(Rejection rejection) {
      increment(tally.of(rejection));
    }

    private void increment(Series series) {
      increments.merge(series, 1L, Long::sum);
    }

    Prepared prepared() {
      return new Prepared(
          new Ledger.Batch(increments, List.copyOf(checkpoints.values())), delivered);
    }
  }
}
