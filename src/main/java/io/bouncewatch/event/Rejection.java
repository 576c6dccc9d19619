package io.bouncewatch.event;

import java.time.Instant;

/**
 * What this server refused from others; never a bounce.
 *
 * @param code the refusal's enhanced code; its class with {@code .0.0} where it had none
 */
public record Rejection(Instant time, Origin origin, SmtpStage stage, EnhancedStatusCode code)
    implements LogRecord {}
