package io.bouncewatch.event;

import java.time.Instant;

/**
 * A message was given up after retries, for every recipient that still waited.
 *
 * <p>Postfix {@code status=expired} and {@code status=force-expired} name only the sender.
 */
public record Expiration(Instant time, Origin origin, String sender) implements LogRecord {}
