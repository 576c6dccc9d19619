package io.bouncewatch.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Arrival;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Departure;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Expiration;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CorrelatorTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Map<String, Integer> waiting = new TreeMap<>();
  private final Correlator correlator =
      new Correlator(6, (mta, provider, change) -> waiting.merge(provider, change, Integer::sum));

  @Test
  void anAttemptGetsTheSenderAndTheDelay() {
    correlator.arrived(new Arrival(NOON, origin("postfix", "A"), "a@origin.test"));
    Attempt attempt = attempted("postfix/bulk", "A", "x@b.test", Outcome.DELIVERED, 90).attempt();
    assertThat(attempt.envelope().sender()).isEqualTo("a@origin.test");
    assertThat(attempt.delay()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void instancesWithTheSameQueueIdAreApart() {
    correlator.arrived(new Arrival(NOON, origin("postfix-in", "A"), "in@origin.test"));
    correlator.arrived(new Arrival(NOON, origin("postfix-out", "A"), "out@origin.test"));
    assertThat(
            attempted("postfix-in", "A", "x@b.test", Outcome.DELIVERED, 1)
                .attempt()
                .envelope()
                .sender())
        .isEqualTo("in@origin.test");
  }

  @Test
  void aRecipientEndsOnce() {
    assertThat(attempted("postfix", "A", "x@b.test", Outcome.DEFERRED, 1).finalOutcome()).isNull();
    assertThat(attempted("postfix", "A", "x@b.test", Outcome.SUSPENDED, 2).finalOutcome()).isNull();
    assertThat(waiting).containsExactly(Map.entry("google", 1));
    assertThat(attempted("postfix", "A", "x@b.test", Outcome.DELIVERED, 3).finalOutcome())
        .isEqualTo(FinalOutcome.DELIVERED_AFTER_RETRY);
    assertThat(attempted("postfix", "A", "y@b.test", Outcome.DELIVERED, 3).finalOutcome())
        .isEqualTo(FinalOutcome.DELIVERED);
    assertThat(attempted("postfix", "A", "z@b.test", Outcome.BOUNCED, 3).finalOutcome())
        .isEqualTo(FinalOutcome.BOUNCED);
    assertThat(attempted("postfix", "A", "r@b.test", Outcome.RELAYED, 3).finalOutcome()).isNull();
    assertThat(attempted("postfix", "A", "p@b.test", Outcome.PROBE, 3).finalOutcome()).isNull();
    assertThat(waiting).containsExactly(Map.entry("google", 0));
  }

  @Test
  void expiryNamesEveryRecipientThatWaited() {
    attempted("postfix", "A", "x@b.test", Outcome.DEFERRED, 1);
    attempted("postfix", "A", "y@c.test", Outcome.DEFERRED, 1);
    attempted("postfix", "A", "z@c.test", Outcome.DELIVERED, 1);
    List<CorrelatedAttempt> expired =
        correlator.expired(new Expiration(NOON, origin("postfix", "A"), "s@origin.test"), "other");
    assertThat(expired)
        .extracting(attempt -> attempt.attempt().envelope().recipient())
        .containsExactly("x@b.test", "y@c.test");
    assertThat(expired).allSatisfy(this::isExpired);
    assertThat(waiting).containsExactly(Map.entry("google", 0));
    // A second notice has nobody left to name, but a failure is never dropped.
    assertThat(
            correlator.expired(
                new Expiration(NOON, origin("postfix", "A"), "s@origin.test"), "other"))
        .singleElement()
        .extracting(attempt -> attempt.attempt().envelope().recipient())
        .isNull();
  }

  private void isExpired(CorrelatedAttempt expired) {
    assertThat(expired.finalOutcome()).isEqualTo(FinalOutcome.EXPIRED);
    assertThat(expired.provider()).isEqualTo("google");
    assertThat(expired.attempt().code()).hasToString("5.4.7");
    assertThat(expired.attempt().envelope().sender()).isEqualTo("s@origin.test");
    assertThat(expired.attempt().response().reply()).isEqualTo("450 4.2.0 later");
  }

  @Test
  void aMessageThatLeftTakesItsWaitingRecipientsAlong() {
    attempted("postfix", "A", "x@b.test", Outcome.DEFERRED, 1);
    correlator.departed(new Departure(NOON, origin("postfix", "A")));
    assertThat(waiting).containsExactly(Map.entry("google", 0));
    // A short queue id is used again: nothing of the old message clings to it.
    assertThat(attempted("postfix", "A", "x@b.test", Outcome.DELIVERED, 2).finalOutcome())
        .isEqualTo(FinalOutcome.DELIVERED);
  }

  @Test
  void theLongestSilentMessageIsForgottenFirst() {
    attempted("postfix", "A", "x@b.test", Outcome.DEFERRED, 1);
    attempted("postfix", "B", "x@b.test", Outcome.DEFERRED, 1);
    attempted("postfix", "C", "x@b.test", Outcome.DEFERRED, 1);
    attempted("postfix", "A", "x@b.test", Outcome.DEFERRED, 2);
    attempted("postfix", "D", "x@b.test", Outcome.DEFERRED, 3);
    assertThat(correlator.forgotten()).isEqualTo(1);
    assertThat(waiting).containsExactly(Map.entry("google", 3));
    assertThat(attempted("postfix", "A", "x@b.test", Outcome.DELIVERED, 4).finalOutcome())
        .isEqualTo(FinalOutcome.DELIVERED_AFTER_RETRY);
    assertThat(attempted("postfix", "B", "x@b.test", Outcome.DELIVERED, 4).finalOutcome())
        .isEqualTo(FinalOutcome.DELIVERED);
  }

  private CorrelatedAttempt attempted(
      String service, String queueId, String recipient, Outcome outcome, int seconds) {
    Response response = new Response("450 4.2.0 later", 450, null, null, SmtpStage.RCPT);
    Attempt attempt =
        new Attempt(
            NOON.plusSeconds(seconds),
            origin(service, queueId),
            new Envelope(null, recipient, null),
            Route.NONE,
            outcome,
            response,
            null);
    return correlator.attempted(attempt, "google");
  }

  private static Origin origin(String service, String queueId) {
    return new Origin(Mta.POSTFIX, service, queueId);
  }
}
