package io.bouncewatch.correlation;

import io.bouncewatch.event.Arrival;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Departure;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Expiration;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.ForgottenCause;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Notice;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What lines of one Postfix say, given to a correlator; tests read like a log. */
final class Lines {

  static final Instant NOON = Instant.parse("2024-11-21T12:00:00Z");

  final Map<String, Integer> waiting = new TreeMap<>();
  final Map<ForgottenCause, Integer> forgotten = new TreeMap<>();
  final Correlator correlator;
  private final String instance;
  private Instant now = NOON;

  Lines(MemoryLimits limits) {
    this.instance = "postfix";
    this.correlator =
        new Correlator(
            limits,
            new MessageObserver() {
              @Override
              public void waiting(Mta mta, String provider, int change) {
                waiting.merge(provider, change, Integer::sum);
              }

              @Override
              public void forgotten(ForgottenCause cause) {
                forgotten.merge(cause, 1, Integer::sum);
              }
            });
  }

  Lines() {
    this(MemoryLimits.DEFAULT);
  }

  /** Another instance, whose lines stand in the same log. */
  private Lines(Lines same, String instance) {
    this.instance = instance;
    this.correlator = same.correlator;
    this.now = same.now;
  }

  Lines of(String other) {
    return new Lines(this, other);
  }

  Lines at(Instant time) {
    now = time;
    return this;
  }

  Lines later(long seconds) {
    return at(now.plusSeconds(seconds));
  }

  Lines client(String id, String client) {
    correlator.arrived(new Arrival(now, origin(id), null, Submission.begun(client, null)));
    return this;
  }

  Lines from(String id, String sender, long size) {
    correlator.arrived(new Arrival(now, origin(id), sender, Submission.queued(size, 1)));
    return this;
  }

  Lines removed(String id) {
    correlator.departed(new Departure(now, origin(id)));
    return this;
  }

  Lines notice(String id, String noticeId) {
    correlator.noticed(new Notice(now, origin(id), noticeId));
    return this;
  }

  List<CorrelatedAttempt> expired(String id, String sender) {
    return correlator.expired(new Expiration(now, origin(id), sender), "other");
  }

  FinalOutcome ends(String id, String recipient, Outcome outcome) {
    return to(id, recipient, outcome).finalOutcome();
  }

  CorrelatedAttempt to(String id, String recipient, Outcome outcome) {
    return to(id, recipient, null, outcome, "450 4.2.0 later");
  }

  CorrelatedAttempt to(
      String id, String recipient, String original, Outcome outcome, String reply) {
    Integer code =
        Character.isDigit(reply.charAt(0)) ? Integer.valueOf(reply.substring(0, 3)) : null;
    return correlator.attempted(
        new Attempt(
            now,
            origin(id),
            new Envelope(null, recipient, original),
            new Route("smtp", "mx.b.test", "192.0.2.1"),
            outcome,
            new Response(reply, code, null, null, SmtpStage.RCPT),
            null),
        "google");
  }

  private Origin origin(String id) {
    return new Origin(Mta.POSTFIX, instance + "/smtp", id);
  }
}
