package io.bouncewatch.ledger;

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
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Events as a Postfix log yields them. */
final class TestEvents {

  static final Instant TIME = Instant.parse("2026-11-21T12:34:56.123456Z");

  private TestEvents() {}

  static DeliveryEvent deferred(int number, String recipient) {
    return deferred(number, recipient, TIME);
  }

  /** One of which only what says which it is differs from the next. */
  static DeliveryEvent deferred(int number, String recipient, Instant time) {
    Attempt attempt =
        new Attempt(
            time,
            new Origin(Mta.POSTFIX, "postfix/bulk", "4jWyQ00VHG%05d".formatted(number)),
            new Envelope("bounce+%d@list.example".formatted(number), recipient, null),
            new Route("smtp", "mx%d.mail.example".formatted(number % 50), "192.0.2.17"),
            Outcome.DEFERRED,
            new Response(
                "450 4.2.2 <%s>: user is over quota, try again later, reference %d"
                    .formatted(recipient, number),
                450,
                EnhancedStatusCode.parse("4.2.2").orElseThrow(),
                "4.2.2",
                SmtpStage.RCPT),
            Duration.ofMillis(1_230));
    Verdict verdict =
        new Verdict(
            Reason.MAILBOX_FULL,
            Reason.MAILBOX_FULL.defaultAction(),
            "text.quota",
            Confidence.HIGH,
            number % 3 == 0 ? "Spamhaus ZEN" : null);
    MessageFacts facts =
        new MessageFacts(
            number % 2 == 0,
            number % 3 == 0 ? "4ABC" : null,
            number % 5 == 0 ? null : "joe[192.0.2.7]",
            number % 7 == 0 ? "joe" : null,
            number % 11 == 0 ? null : Long.valueOf(400 + number),
            number % 13 == 0 ? null : Integer.valueOf(number % 4),
            number % 3);
    return new DeliveryEvent(
        attempt, facts, "other", verdict, new Position("mail.log", number * 250L, number * 31));
  }

  static List<DeliveryEvent> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number -> deferred(number, "user%d@domain%d.example".formatted(number, number % 700)))
        .toList();
  }
}
