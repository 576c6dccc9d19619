package io.bouncewatch.event;

import java.time.Instant;

/** A message left the queue: Postfix {@code removed}, Exim {@code Completed}. */
public record Departure(Instant time, Origin origin) implements LogRecord {}
