package io.bouncewatch.event;

import org.jspecify.annotations.Nullable;

/**
 * An attempt with everything that was worked out about it: what leaves the pipeline.
 *
 * @param provider who runs the recipient's mail; {@code other} if not known
 * @param verdict what the failure means; absent where mail got through, or nothing was tried
 */
public record DeliveryEvent(
    Attempt attempt, String provider, @Nullable Verdict verdict, Position position) {}
