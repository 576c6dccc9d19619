package io.bouncewatch.ledger;

import java.util.List;
import java.util.Map;

/** What can be asked of the history and the events. Safe for threads. */
public interface LedgerQueries {

  /** Knows nothing. */
  LedgerQueries NONE = new NoQueries();

  /** What attempts can be told apart by. */
  enum Dimension {
    DOMAIN,
    PROVIDER,
    SERVICE,
    TRANSPORT,
    /** Failures only: a delivery has none. */
    CODE,
    /** Failures only. */
    REASON
  }

  /**
   * Attempts that have something in common.
   *
   * @param value what they have in common; {@code other} for domains without a series of their own
   */
  record Count(String value, long delivered, long soft, long hard) {

    public long attempts() {
      return delivered + soft + hard;
    }
  }

  /**
   * Attempts in one step of time.
   *
   * @param bucket hours or days since 1970-01-01T00:00Z, as the span has it
   */
  record Point(long bucket, long delivered, long soft, long hard) {}

  /**
   * The values with most attempts, the largest first.
   *
   * @param where only attempts that have these values
   */
  List<Count> top(Span span, Dimension by, Map<Dimension, String> where, int limit)
      throws LedgerException;

  /** The attempts of each step of a span in which there were any, in order of time. */
  List<Point> timeline(Span span, Map<Dimension, String> where) throws LedgerException;

  /**
   * Events in the order in which they were committed.
   *
   * @param after id of the last one known; 0 to begin
   */
  List<StoredEvent> eventsAfter(long after, int limit) throws LedgerException;

  /** The last events of a span, the newest first. */
  List<StoredEvent> latestEvents(Span span, int limit) throws LedgerException;
}
