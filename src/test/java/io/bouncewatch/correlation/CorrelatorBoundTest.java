package io.bouncewatch.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CorrelatorBoundTest {

  private static final int CAPACITY = 10;

  private final AtomicInteger waiting = new AtomicInteger();
  private final Correlator correlator =
      new Correlator(CAPACITY, (mta, provider, change) -> waiting.addAndGet(change));

  @Test
  void waitingRecipientsCountLikeMessages() {
    for (int i = 0; i < 100; i++) {
      attempt(Outcome.DEFERRED, "Q" + i, "a@b.test");
    }
    assertThat(waiting).hasValue(CAPACITY / 2);
    assertThat(correlator.forgotten()).isEqualTo(100 - CAPACITY / 2);
  }

  @Test
  void manyRecipientsOfOneMessagePushOthersOutButNotItself() {
    attempt(Outcome.DEFERRED, "OLD", "a@b.test");
    for (int i = 0; i < 2 * CAPACITY; i++) {
      attempt(Outcome.DEFERRED, "LIST", i + "@b.test");
    }
    assertThat(correlator.forgotten()).isEqualTo(1);
    assertThat(waiting).hasValue(2 * CAPACITY);
  }

  @Test
  void whatIsSettledMakesRoom() {
    attempt(Outcome.DEFERRED, "OLD", "a@b.test");
    for (int i = 0; i < 10 * CAPACITY; i++) {
      attempt(Outcome.DEFERRED, "LIST", "a@b.test");
      attempt(Outcome.DELIVERED, "LIST", "a@b.test");
    }
    assertThat(correlator.forgotten()).isZero();
    assertThat(waiting).hasValue(1);
  }

  private void attempt(Outcome outcome, String queueId, String recipient) {
    correlator.attempted(
        new Attempt(
            Instant.EPOCH,
            new Origin(Mta.POSTFIX, "postfix", queueId),
            new Envelope(null, recipient, null),
            Route.NONE,
            outcome,
            Response.NONE,
            null),
        "other");
  }
}
