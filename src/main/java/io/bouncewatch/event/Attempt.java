package io.bouncewatch.event;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One verdict on one recipient: one Postfix {@code to=… status=} line, one Exim {@code =>} {@code
 * ->} {@code **} {@code ==} line.
 *
 * @param delay from the message's arrival to this verdict, where the log tells
 */
public record Attempt(
    Instant time,
    Origin origin,
    Envelope envelope,
    Route route,
    Outcome outcome,
    Response response,
    @Nullable Duration delay)
    implements LogRecord {

  private static final EnhancedStatusCode DELIVERY_TIME_EXPIRED = new EnhancedStatusCode(5, 4, 7);

  /**
   * The code to count under. The class says what the MTA did, whatever the reply says; subject and
   * detail come from the remote reply, else from the MTA, else they are {@code 0.0}; an expired
   * message is {@code 5.4.7}.
   */
  public EnhancedStatusCode code() {
    int statusClass =
        switch (outcome) {
          case DELIVERED, RELAYED -> 2;
          case DEFERRED, SUSPENDED -> 4;
          case BOUNCED, EXPIRED -> 5;
          case PROBE -> response.status().map(EnhancedStatusCode::statusClass).orElse(2);
        };
    if (outcome == Outcome.EXPIRED) {
      return DELIVERY_TIME_EXPIRED;
    }
    return response
        .status()
        .map(code -> code.withClass(statusClass))
        .orElseGet(() -> new EnhancedStatusCode(statusClass, 0, 0));
  }

  /** The same attempt by a known sender. */
  public Attempt withSender(String sender) {
    return new Attempt(time, origin, envelope.withSender(sender), route, outcome, response, delay);
  }

  /** The same attempt under another outcome. */
  public Attempt withOutcome(Outcome other) {
    return new Attempt(time, origin, envelope, route, other, response, delay);
  }

  /** The same attempt with a known delay. */
  public Attempt withDelay(Duration known) {
    return new Attempt(time, origin, envelope, route, outcome, response, known);
  }
}
