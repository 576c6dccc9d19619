package io.bouncewatch.event;

/** What one line of a mail log says, where it says something about mail. */
public sealed interface LogRecord permits Arrival, Attempt, Departure, Expiration, Rejection {

  /** Who wrote it, and about which message. */
  Origin origin();
}
