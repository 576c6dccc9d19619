package io.bouncewatch.event;

/** What one line of a mail log says, where it says something about mail. */
public sealed interface LogRecord
    permits Arrival, Attempt, Departure, Expiration, Notice, Rejection {

  /** Who wrote it, and about which message. */
  Origin origin();

  /** Whether it says something of a delivery; the others only join the lines of a message. */
  default boolean isVerdict() {
    return this instanceof Attempt || this instanceof Expiration || this instanceof Rejection;
  }
}
