package io.bouncewatch.ledger;

import io.bouncewatch.event.Series;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Totals and positions that move together, one commit at a time.
 *
 * <p>One thread commits; any thread may read.
 */
public interface Ledger extends AutoCloseable {

  /**
   * One unit of work: what was counted, and the positions up to which it was read.
   *
   * @param increments how much each series grows; never negative
   * @param checkpoints at most one a source counts: of several, the last
   */
  record Batch(Map<Series, Long> increments, List<Checkpoint> checkpoints) {

    public Batch {
      increments = Map.copyOf(increments);
      checkpoints = List.copyOf(checkpoints);
      increments.forEach(Batch::check);
    }

    private static void check(Series series, long increment) {
      if (increment < 0) {
        throw new IllegalArgumentException("a total can't shrink: " + series + " by " + increment);
      }
    }

    boolean isEmpty() {
      return increments.isEmpty() && checkpoints.isEmpty();
    }
  }

  /** Every total as of the last commit. */
  Map<Series, Long> totals() throws LedgerException;

  /** Where the named source stood at the last commit; empty if it was never read. */
  Optional<Checkpoint> checkpoint(String source) throws LedgerException;

  /**
   * Makes a batch durable, whole or not at all.
   *
   * @throws LedgerException if it could not be; nothing has changed then, and the same batch may be
   *     committed again
   */
  void commit(Batch batch) throws LedgerException;

  @Override
  void close();
}
