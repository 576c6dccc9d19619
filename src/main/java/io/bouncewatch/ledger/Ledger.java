package io.bouncewatch.ledger;

import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Series;
import io.bouncewatch.event.UnknownReplies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Totals, positions, history and events that move together, one commit at a time.
 *
 * <p>One thread commits; any thread may read.
 */
public interface Ledger extends AutoCloseable {

  /**
   * One unit of work: what was counted, and the positions up to which it was read.
   *
   * @param increments how much each series grows; never negative
   * @param checkpoints at most one a source counts: of several, the last
   * @param history the part of the increments that is kept by the hour in which it happened
   * @param events attempts to keep one by one, in the order of their lines
   * @param unknown replies to learn from
   * @param messages what changed in the memory of open messages, in this order
   * @param sightings what attempts say of addresses, in the order of their lines
   */
  record Batch(
      Map<Series, Long> increments,
      List<Checkpoint> checkpoints,
      Map<HourlySeries, Long> history,
      List<DeliveryEvent> events,
      UnknownReplies unknown,
      List<OpenMessage> messages,
      List<Sighting> sightings) {

    public Batch {
      increments = Map.copyOf(increments);
      checkpoints = List.copyOf(checkpoints);
      history = Map.copyOf(history);
      events = List.copyOf(events);
      messages = List.copyOf(messages);
      sightings = List.copyOf(sightings);
      increments.forEach(Batch::check);
      history.forEach((place, count) -> check(place.series(), count));
    }

    /** What was counted and seen, with nothing to keep beside it. */
    public Batch(
        Map<Series, Long> increments,
        List<Checkpoint> checkpoints,
        Map<HourlySeries, Long> history,
        List<DeliveryEvent> events) {
      this(increments, checkpoints, history, events, UnknownReplies.NONE, List.of(), List.of());
    }

    /** Totals and positions alone. */
    public Batch(Map<Series, Long> increments, List<Checkpoint> checkpoints) {
      this(increments, checkpoints, Map.of(), List.of());
    }

    /** The same, with replies to learn from. */
    public Batch withUnknown(UnknownReplies replies) {
      return new Batch(increments, checkpoints, history, events, replies, messages, sightings);
    }

    /** The same, with changes in the memory of open messages. */
    public Batch withMessages(List<OpenMessage> changes) {
      return new Batch(increments, checkpoints, history, events, unknown, changes, sightings);
    }

    /** The same, with what attempts say of addresses. */
    public Batch withSightings(List<Sighting> seen) {
      return new Batch(increments, checkpoints, history, events, unknown, messages, seen);
    }

    private static void check(Series series, long increment) {
      if (increment < 0) {
        throw new IllegalArgumentException("a total can't shrink: " + series + " by " + increment);
      }
    }

    boolean isEmpty() {
      return increments.isEmpty()
          && checkpoints.isEmpty()
          && history.isEmpty()
          && events.isEmpty()
          && unknown.isEmpty()
          && messages.isEmpty()
          && sightings.isEmpty();
    }
  }

  /** Every total as of the last commit. */
  Map<Series, Long> totals() throws LedgerException;

  /** Where the named source stood at the last commit; empty if it was never read. */
  Optional<Checkpoint> checkpoint(String source) throws LedgerException;

  /** Hands out the memory of open messages as of the last commit, in the order of ids. */
  void openMessages(Consumer<OpenMessage> to) throws LedgerException;

  /**
   * Makes a batch durable, whole or not at all.
   *
   * @throws LedgerException if it could not be; nothing has changed then, and the same batch may be
   *     committed again
   */
  void commit(Batch batch) throws LedgerException;

  /**
   * Does a bounded piece of housekeeping, if there is any: lets go of what has been kept long
   * enough. Called after commits and when there is nothing to do, by the thread that commits.
   *
   * @return whether there is more to be done
   */
  default boolean tidy() throws LedgerException {
    return false;
  }

  /** Asks for what was kept beside totals; may be used by any thread while another commits. */
  default LedgerQueries queries() {
    return LedgerQueries.NONE;
  }

  /** How full the suppression list is, as of the last commit; may be asked by any thread. */
  default SuppressionCounts suppressions() {
    return SuppressionCounts.NONE;
  }

  @Override
  void close();
}
