package io.bouncewatch.ledger;

import io.bouncewatch.event.Action;
import io.bouncewatch.event.Confidence;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Verdict;
import java.time.Instant;

/** Sightings as logs yield them. */
final class Sightings {

  private Sightings() {}

  static Sighting.Failure dead(String address, Instant time) {
    return failure(address, time, true, "5.1.1", Reason.BAD_MAILBOX, Confidence.HIGH);
  }

  static Sighting.Failure full(String address, Instant time) {
    return failure(address, time, false, "4.2.2", Reason.MAILBOX_FULL, Confidence.HIGH);
  }

  static Sighting.Failure unclear(String address, Instant time) {
    return failure(address, time, true, "5.0.0", Reason.UNDETERMINED, Confidence.LOW);
  }

  static Sighting delivered(String address, Instant time) {
    return new Sighting.Delivery(address, time);
  }

  static Sighting.Failure failure(
      String address,
      Instant time,
      boolean hard,
      String code,
      Reason reason,
      Confidence confidence) {
    return failure(address, time, hard, code, reason, reason.defaultAction(), confidence);
  }

  static Sighting.Failure failure(
      String address,
      Instant time,
      boolean hard,
      String code,
      Reason reason,
      Action action,
      Confidence confidence) {
    return new Sighting.Failure(
        address,
        time,
        hard,
        EnhancedStatusCode.parse(code).orElseThrow(),
        new Verdict(reason, action, "rule." + reason.label(), confidence));
  }
}
