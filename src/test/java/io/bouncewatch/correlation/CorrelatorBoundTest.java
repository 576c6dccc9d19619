package io.bouncewatch.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.ForgottenCause;
import io.bouncewatch.event.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorrelatorBoundTest {

  private static final int BYTES = 64 * 1024;

  private final Lines log = new Lines(new MemoryLimits(BYTES, Duration.ofDays(7)));

  @Test
  void theLongestSilentMessageIsForgottenFirst() {
    log.to("OLD", "x@b.test", Outcome.DEFERRED);
    log.to("BUSY", "x@b.test", Outcome.DEFERRED);
    for (int i = 0; log.forgotten.isEmpty(); i++) {
      log.to("Q" + i, "x@b.test", Outcome.DEFERRED);
      log.to("BUSY", "x@b.test", Outcome.DEFERRED);
    }
    assertThat(log.forgotten).containsExactly(Map.entry(ForgottenCause.MEMORY, 1));
    assertThat(log.ends("OLD", "x@b.test", Outcome.DELIVERED)).isEqualTo(FinalOutcome.DELIVERED);
    assertThat(log.ends("BUSY", "x@b.test", Outcome.DELIVERED))
        .isEqualTo(FinalOutcome.DELIVERED_AFTER_RETRY);
  }

  @Test
  void nobodyWaitsInAMessageThatWasForgotten() {
    for (int i = 0; i < 10_000; i++) {
      log.to("Q" + i, "x@b.test", Outcome.DEFERRED);
    }
    assertThat(log.waiting.get("google")).isEqualTo(log.correlator.size());
    assertThat(log.forgotten.get(ForgottenCause.MEMORY)).isEqualTo(10_000 - log.correlator.size());
    assertThat(log.correlator.bytes()).isBetween(BYTES * 9L / 10, BYTES + 1_000L);
  }

  @Test
  void oneMessageCanNotTakeMoreThanAll() {
    log.to("OLD", "a@b.test", Outcome.DEFERRED);
    for (int i = 0; i < 10_000; i++) {
      log.to("LIST", i + "@b.test", Outcome.DEFERRED);
      assertThat(log.correlator.bytes()).isLessThan(BYTES + 1_000);
    }
    assertThat(log.forgotten.get(ForgottenCause.MEMORY)).isGreaterThan(1);
  }

  @Test
  void whatIsSettledMakesRoom() {
    log.to("OLD", "a@b.test", Outcome.DEFERRED);
    for (int i = 0; i < 10_000; i++) {
      log.to("LIST", "a" + i % 100 + "@b.test", Outcome.DEFERRED);
      log.to("LIST", "a" + i % 100 + "@b.test", Outcome.DELIVERED);
    }
    assertThat(log.forgotten).isEmpty();
    assertThat(log.waiting).containsExactly(Map.entry("google", 1));
  }

  @Test
  void silenceLongerThanAQueueKeepsMailIsTheEnd() {
    log.to("OLD", "x@b.test", Outcome.DEFERRED);
    log.later(Duration.ofDays(7).toSeconds()).to("NEW", "x@b.test", Outcome.DEFERRED);
    assertThat(log.forgotten).isEmpty();
    log.later(1).to("NEW", "x@b.test", Outcome.DEFERRED);
    assertThat(log.forgotten).containsExactly(Map.entry(ForgottenCause.LIFETIME, 1));
    assertThat(log.waiting).containsExactly(Map.entry("google", 1));
  }

  @Test
  void aTimeInTheFutureEndsNobodysLife() {
    log.at(java.time.Instant.now()).to("OLD", "x@b.test", Outcome.DEFERRED);
    log.later(Duration.ofDays(3650).toSeconds()).to("BAD", "x@b.test", Outcome.DEFERRED);
    assertThat(log.forgotten).isEmpty();
  }
}
