package io.bouncewatch.ledger;

import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Verdict;
import java.time.Instant;

/** What one attempt says of an address: the food of the suppression list. */
public sealed interface Sighting {

  /** The address the attempt was made at, its domain in lower case. */
  String address();

  /** When, by the log. */
  Instant time();

  /** Mail got through: the address lives. */
  record Delivery(String address, Instant time) implements Sighting {}

  /**
   * Mail did not get through.
   *
   * @param hard given up, not deferred
   */
  record Failure(
      String address, Instant time, boolean hard, EnhancedStatusCode code, Verdict verdict)
      implements Sighting {}
}
