package io.bouncewatch.ledger;

import java.util.List;
import java.util.Map;

/** Answers of a ledger that keeps no history. */
final class NoQueries implements LedgerQueries {

  @Override
  public List<Count> top(Span span, Dimension by, Map<Dimension, String> where, int limit) {
    return List.of();
  }

  @Override
  public List<Point> timeline(Span span, Map<Dimension, String> where) {
    return List.of();
  }

  @Override
  public List<StoredEvent> eventsAfter(long after, int limit) {
    return List.of();
  }

  @Override
  public List<StoredEvent> latestEvents(Span span, int limit) {
    return List.of();
  }
}
