package io.bouncewatch.ledger;

import io.bouncewatch.event.Series;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Totals and positions that move together, one commit at a time. */
public interface Ledger extends AutoCloseable {

  /**
   * One unit of work: what was counted, and the positions up to which it was read.
   *
   * @param increments how much each series grows; never negative
   */
  record Batch(Map<Series, Long> increments, List<Checkpoint> checkpoints) {

    public Batch {
      increments = Map.copyOf(increments);
      checkpoints = List.copyOf(checkpoints);
    }
  }

  /** Every total as of the last commit. */
  Map<Series, Long> totals();

  /** Where the named source stood at the last commit; empty if it was never read. */
  Optional<Checkpoint> checkpoint(String source);

  /** Makes a batch durable, whole or not at all. */
  void commit(Batch batch) throws LedgerException;

  @Override
  void close();
}
