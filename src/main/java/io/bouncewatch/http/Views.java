package io.bouncewatch.http;

import java.time.Clock;
import java.util.function.Supplier;

/**
 * Everything the web server shows, asked anew for each request.
 *
 * @param overview called by several threads at once; each answer is one consistent moment
 * @param clock tells the status page how long ago things happened
 */
public record Views(
    MetricsPage metrics, Readiness readiness, Supplier<Overview> overview, Clock clock) {}
