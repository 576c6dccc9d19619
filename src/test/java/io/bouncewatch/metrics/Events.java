package io.bouncewatch.metrics;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Confidence;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.MessageFacts;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Position;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.Verdict;
import java.time.Duration;
import java.time.Instant;

/** Events for tests, from Postfix, by way of Google. */
final class Events {

  private static final Origin ORIGIN = new Origin(Mta.POSTFIX, "postfix", "4ABC");

  private Events() {}

  /** An attempt with a verdict if there is a reason. */
  static DeliveryEvent event(Outcome outcome, String recipient, String code, Reason reason) {
    Attempt attempt =
        new Attempt(
            Instant.EPOCH,
            ORIGIN,
            new Envelope("", recipient, null),
            new Route("smtp", "mx.example", null),
            outcome,
            response(code),
            null);
    Verdict verdict =
        reason == null
            ? null
            : new Verdict(reason, reason.defaultAction(), "rule", Confidence.HIGH);
    return new DeliveryEvent(attempt, "google", verdict, new Position("mail.log", 0));
  }

  static DeliveryEvent delivered(Duration delay) {
    DeliveryEvent event = event(Outcome.DELIVERED, "a@b.example", "2.0.0", null);
    return new DeliveryEvent(
        event.attempt().withDelay(delay), event.provider(), null, event.position());
  }

  static DeliveryEvent from(String sender) {
    DeliveryEvent event = event(Outcome.BOUNCED, "a@b.example", "5.1.1", null);
    return new DeliveryEvent(
        event.attempt().withSender(sender), event.provider(), null, event.position());
  }

  static DeliveryEvent noticeOf(String queueId, String sender) {
    return new DeliveryEvent(
        from(sender).attempt(),
        new MessageFacts(false, queueId, null, null, null, null, 0),
        "google",
        null,
        new Position("mail.log", 0));
  }

  static DeliveryEvent withoutRoute(Outcome outcome) {
    Attempt attempt =
        new Attempt(
            Instant.EPOCH,
            ORIGIN,
            new Envelope(null, null, null),
            Route.NONE,
            outcome,
            Response.NONE,
            null);
    return new DeliveryEvent(attempt, "google", null, new Position("mail.log", 0));
  }

  static Rejection rejection(String code) {
    return new Rejection(
        Instant.EPOCH, ORIGIN, SmtpStage.RCPT, EnhancedStatusCode.parse(code).orElseThrow());
  }

  private static Response response(String code) {
    EnhancedStatusCode status = EnhancedStatusCode.parse(code).orElseThrow();
    return new Response("no", null, status, null, SmtpStage.RCPT);
  }
}
