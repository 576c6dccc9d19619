package io.bouncewatch.correlation;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.MessageFacts;
import org.jspecify.annotations.Nullable;

/**
 * An attempt with what the message's other lines say of it.
 *
 * @param attempt with its sender and delay, where they are known
 * @param facts what those other lines say
 * @param provider who runs the recipient's mail
 * @param finalOutcome how the message ended for this recipient, said once; null if it goes on
 */
public record CorrelatedAttempt(
    Attempt attempt, MessageFacts facts, String provider, @Nullable FinalOutcome finalOutcome) {}
