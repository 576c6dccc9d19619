package io.bouncewatch.explain;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be explained: as much as is known of one attempt.
 *
 * @param kind where it was read
 * @param outcome absent where nothing tells whether the message waits or was given up
 */
public record Incident(
    Kind kind, @Nullable Outcome outcome, Envelope envelope, Route route, Response response) {

  /** Where an incident was read. */
  public enum Kind {
    /** A code with nothing said. */
    CODE,
    REPLY,
    LOG_LINE,
    /** A line on which this server refused others. */
    REJECTION,
    BOUNCE_MESSAGE
  }

  private static final Envelope NOBODY = new Envelope(null, null, null);
  private static final Origin NO_ORIGIN = new Origin(Mta.POSTFIX, "explain", null);

  /** A code or a reply of nobody known; what became of the message is told by its class. */
  static Incident of(Kind kind, Response response, Route route) {
    return new Incident(kind, told(response).orElse(null), NOBODY, route, response);
  }

  /** An attempt that a log tells of. */
  static Incident of(Attempt attempt) {
    return new Incident(
        Kind.LOG_LINE, attempt.outcome(), attempt.envelope(), attempt.route(), attempt.response());
  }

  /** The same under another outcome. */
  public Incident withOutcome(Outcome other) {
    return new Incident(kind, other, envelope, route, response);
  }

  /** The same, answered by another host. */
  public Incident withHost(String host) {
    return new Incident(
        kind, outcome, envelope, new Route(route.transport(), host, route.ip()), response);
  }

  /** The code to count under, as {@link Attempt#code()}; empty where nothing tells its class. */
  Optional<EnhancedStatusCode> code() {
    return outcome == null ? Optional.empty() : Optional.of(attempt().code());
  }

  /** As the classifier asks for it: without an outcome, as if the message had come back. */
  Attempt attempt() {
    return new Attempt(
        Instant.EPOCH,
        NO_ORIGIN,
        envelope,
        route,
        outcome == null ? Outcome.BOUNCED : outcome,
        response,
        null);
  }

  private static Optional<Outcome> told(Response response) {
    Integer replyCode = response.replyCode();
    Optional<Integer> first =
        replyCode == null
            ? response.status().map(EnhancedStatusCode::statusClass)
            : Optional.of(replyCode / 100);
    return first.flatMap(
        digit ->
            switch (digit) {
              case 2 -> Optional.of(Outcome.DELIVERED);
              case 4 -> Optional.of(Outcome.DEFERRED);
              case 5 -> Optional.of(Outcome.BOUNCED);
              default -> Optional.empty();
            });
  }
}
