package io.bouncewatch.event;

import java.time.Instant;

/**
 * A message entered the queue, or is active in it: its sender is known.
 *
 * @param sender empty for a notification ({@code <>})
 */
public record Arrival(Instant time, Origin origin, String sender) implements LogRecord {}
