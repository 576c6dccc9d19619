package io.bouncewatch.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message entered the queue, or is active in it.
 *
 * @param sender empty for a notification ({@code <>}); null where this line does not say
 */
public record Arrival(Instant time, Origin origin, @Nullable String sender, Submission submission)
    implements LogRecord {}
