package io.bouncewatch.ledger;

import java.util.Map;

/**
 * How full the suppression list is.
 *
 * @param addresses by state; a state without any may be absent
 * @param evicted how many had to go because there were too many, ever
 */
public record SuppressionCounts(Map<Suppression.State, Long> addresses, long evicted) {

  public static final SuppressionCounts NONE = new SuppressionCounts(Map.of(), 0);

  public SuppressionCounts {
    addresses = Map.copyOf(addresses);
  }

  /** Addresses in a state. */
  public long of(Suppression.State state) {
    return addresses.getOrDefault(state, 0L);
  }

  long all() {
    return addresses.values().stream().mapToLong(Long::longValue).sum();
  }
}
