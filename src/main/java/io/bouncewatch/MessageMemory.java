package io.bouncewatch;

import io.bouncewatch.correlation.Correlator;
import io.bouncewatch.correlation.MemoryLimits;
import io.bouncewatch.correlation.MessageObserver;
import io.bouncewatch.event.ForgottenCause;
import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Ledger;
import io.bouncewatch.ledger.LedgerException;
import io.bouncewatch.metrics.MailMeters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's memory of open messages: loaded from the ledger, changed by the correlator, kept with
 * each batch, shown once that is committed. All but what is shown is used by one thread.
 */
final class MessageMemory {

  private static final Logger LOG = LoggerFactory.getLogger(MessageMemory.class);

  private final Correlator correlator;
  private final MailMeters meters;
  private final AtomicLong waiting = new AtomicLong();
  private volatile int size;

  private Map<Party, Integer> waitingChanges = new HashMap<>();
  private Map<Series, Long> forgotten = new HashMap<>();

  private record Party(Mta mta, String provider) {}

  /** What one batch changed; to be shown when it is committed. */
  record Changes(List<OpenMessage> messages, Map<Series, Long> forgotten, Runnable whenCommitted) {}

  MessageMemory(MemoryLimits limits, MailMeters meters) {
    this.meters = meters;
    this.correlator =
        new Correlator(
            limits,
            new MessageObserver() {
              @Override
              public void waiting(Mta mta, String provider, int change) {
                waitingChanges.merge(new Party(mta, provider), change, Integer::sum);
              }

              @Override
              public void forgotten(ForgottenCause cause) {
                forgotten.merge(series(cause), 1L, Long::sum);
              }
            });
    meters.openMessages(() -> size);
    for (ForgottenCause cause : ForgottenCause.values()) {
      meters.add(series(cause), 0); // rate() needs a first value
    }
  }

  private static Series series(ForgottenCause cause) {
    return Series.of(Metric.FORGOTTEN, cause.label());
  }

  Correlator correlator() {
    return correlator;
  }

  /** How many recipients wait for another attempt; may be asked by any thread. */
  long waiting() {
    return waiting.get();
  }

  /** Takes in what the ledger kept. */
  void load(Ledger ledger) throws LedgerException {
    Unreadable unreadable = new Unreadable();
    ledger.openMessages(
        piece -> {
          try {
            correlator.restore(piece);
          } catch (IllegalArgumentException e) {
            unreadable.count++;
            LOG.debug("can't read what was kept of a message", e);
          }
        });
    correlator.restored();
    if (unreadable.count > 0) {
      LOG.warn("{} pieces of open messages could not be read and are forgotten", unreadable.count);
    }
    showWaiting(waitingChanges);
    waitingChanges = new HashMap<>();
    size = correlator.size();
  }

  private static final class Unreadable {
    private int count;
  }

  /** What changed since the last call. */
  Changes take() {
    Map<Party, Integer> moved = waitingChanges;
    Map<Series, Long> gone = forgotten;
    int messages = correlator.size();
    waitingChanges = new HashMap<>();
    forgotten = new HashMap<>();
    return new Changes(
        correlator.takeChanges(),
        gone,
        () -> {
          showWaiting(moved);
          size = messages;
        });
  }

  private void showWaiting(Map<Party, Integer> moved) {
    moved.forEach(
        (party, change) -> {
          meters.deferred(party.mta(), party.provider(), change);
          waiting.addAndGet(change);
        });
  }
}
