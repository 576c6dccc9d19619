package io.bouncewatch.correlation;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.FinalOutcome;
import org.jspecify.annotations.Nullable;

/**
 * An attempt with what the message's other lines say of it.
 *
 * @param attempt with its sender and delay, where they are known
 * @param provider who runs the recipient's mail
 * @param finalOutcome how the message ended for this recipient; null if it goes on
 */
public record CorrelatedAttempt(
    Attempt attempt, String provider, @Nullable FinalOutcome finalOutcome) {}
