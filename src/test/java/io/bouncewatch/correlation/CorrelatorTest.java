package io.bouncewatch.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.ForgottenCause;
import io.bouncewatch.event.MessageFacts;
import io.bouncewatch.event.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorrelatorTest {

  private final Lines log = new Lines();

  @Test
  void anAttemptGetsWhatOtherLinesSayOfItsMessage() {
    log.client("A", "joe[192.0.2.7]").from("A", "a@origin.test", 414).later(90);
    CorrelatedAttempt first = log.to("A", "x@b.test", Outcome.DEFERRED);
    assertThat(first.attempt().envelope().sender()).isEqualTo("a@origin.test");
    assertThat(first.attempt().delay()).isEqualTo(Duration.ofSeconds(90));
    assertThat(first.facts())
        .isEqualTo(new MessageFacts(false, null, "joe[192.0.2.7]", null, 414L, 1, 1));
    log.to("A", "x@b.test", Outcome.SUSPENDED);
    assertThat(log.to("A", "x@b.test", Outcome.DELIVERED).facts().attempts()).isEqualTo(2);
  }

  @Test
  void whatBeganBeforeItsLinesWereReadIsMarked() {
    assertThat(log.to("A", "x@b.test", Outcome.DELIVERED).facts().incomplete()).isTrue();
    log.client("B", "joe[192.0.2.7]");
    assertThat(log.to("B", "x@b.test", Outcome.DELIVERED).facts().incomplete()).isFalse();
    // The queue manager's line comes at every retry.
    log.from("C", "a@origin.test", 414);
    assertThat(log.to("C", "x@b.test", Outcome.DELIVERED).facts().incomplete()).isFalse();
  }

  @Test
  void instancesWithTheSameQueueIdAreApart() {
    log.of("postfix-in").from("A", "in@origin.test", 1);
    log.of("postfix-out").from("A", "out@origin.test", 1);
    assertThat(
            log.of("postfix-in")
                .to("A", "x@b.test", Outcome.DELIVERED)
                .attempt()
                .envelope()
                .sender())
        .isEqualTo("in@origin.test");
  }

  @Test
  void aRecipientEndsOnce() {
    assertThat(log.ends("A", "x@b.test", Outcome.DEFERRED)).isNull();
    assertThat(log.ends("A", "x@b.test", Outcome.SUSPENDED)).isNull();
    assertThat(log.waiting).containsExactly(Map.entry("google", 1));
    assertThat(log.ends("A", "x@b.test", Outcome.DELIVERED))
        .isEqualTo(FinalOutcome.DELIVERED_AFTER_RETRY);
    assertThat(log.ends("A", "y@b.test", Outcome.DELIVERED)).isEqualTo(FinalOutcome.DELIVERED);
    assertThat(log.ends("A", "z@b.test", Outcome.BOUNCED)).isEqualTo(FinalOutcome.BOUNCED);
    assertThat(log.ends("A", "r@b.test", Outcome.RELAYED)).isNull();
    assertThat(log.ends("A", "p@b.test", Outcome.PROBE)).isNull();
    assertThat(log.waiting).containsExactly(Map.entry("google", 0));
  }

  @Test
  void severalBranchesOfOneRecipientEndItOnce() {
    // ~/.forward names the user and a program; the program fails later.
    assertThat(log.ends("A", "user@lab.test", Outcome.DELIVERED)).isEqualTo(FinalOutcome.DELIVERED);
    assertThat(log.ends("A", "user@lab.test", Outcome.DEFERRED)).isNull();
    assertThat(log.waiting).containsExactly(Map.entry("google", 1));
    assertThat(log.ends("A", "user@lab.test", Outcome.BOUNCED)).isNull();
    assertThat(log.waiting).containsExactly(Map.entry("google", 0));
    // Another message to the same recipient.
    assertThat(log.ends("B", "user@lab.test", Outcome.BOUNCED)).isEqualTo(FinalOutcome.BOUNCED);
  }

  @Test
  void twoAliasesOfOneAddressWaitEachForItselfAndEndOnce() {
    log.to("A", "x@b.test", "info@lab.test", Outcome.DEFERRED, "450 info");
    log.to("A", "x@b.test", "sales@lab.test", Outcome.DEFERRED, "450 sales");
    assertThat(log.waiting).containsExactly(Map.entry("google", 2));
    assertThat(
            log.to("A", "x@b.test", "sales@lab.test", Outcome.DELIVERED, "250 ok").finalOutcome())
        .isEqualTo(FinalOutcome.DELIVERED_AFTER_RETRY);
    List<CorrelatedAttempt> expired = log.expired("A", "s@origin.test");
    assertThat(expired)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.attempt().envelope().originalRecipient()).isEqualTo("info@lab.test");
              assertThat(one.attempt().response().reply()).isEqualTo("450 info");
              assertThat(one.finalOutcome()).isNull();
            });
    assertThat(log.waiting).containsExactly(Map.entry("google", 0));
  }

  @Test
  void expiryNamesEveryRecipientThatWaited() {
    log.to("A", "x@b.test", Outcome.DEFERRED);
    log.to("A", "y@c.test", Outcome.DEFERRED);
    log.to("A", "z@c.test", Outcome.DELIVERED);
    List<CorrelatedAttempt> expired = log.expired("A", "s@origin.test");
    assertThat(expired)
        .extracting(attempt -> attempt.attempt().envelope().recipient())
        .containsExactly("x@b.test", "y@c.test");
    assertThat(expired).allSatisfy(this::isExpired);
    assertThat(log.waiting).containsExactly(Map.entry("google", 0));
    // A second notice has nobody left to name, but a failure is never dropped.
    assertThat(log.expired("A", "s@origin.test"))
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
  void theLastRefusalIsKeptWhenTheMailWasOnlyPutOffSince() {
    log.to("A", "x@b.test", null, Outcome.DEFERRED, "450 4.2.2 full");
    log.to("A", "x@b.test", null, Outcome.SUSPENDED, "retry time not reached");
    CorrelatedAttempt expired =
        log.to("A", "x@b.test", null, Outcome.EXPIRED, "retry timeout exceeded");
    assertThat(expired.attempt().response().reply()).isEqualTo("450 4.2.2 full");
    assertThat(expired.attempt().code()).hasToString("5.4.7");
  }

  @Test
  void aMessageThatLeftTakesItsWaitingRecipientsAlong() {
    log.to("A", "x@b.test", Outcome.DEFERRED);
    log.removed("A");
    assertThat(log.waiting).containsExactly(Map.entry("google", 0));
    assertThat(log.ends("A", "x@b.test", Outcome.DELIVERED)).isEqualTo(FinalOutcome.DELIVERED);
    assertThat(log.forgotten).isEmpty();
  }

  @Test
  void aShortQueueIdThatIsUsedAgainBeginsAnotherMessage() {
    log.client("A", "old[192.0.2.7]").from("A", "old@origin.test", 414);
    log.to("A", "x@b.test", Outcome.DEFERRED);
    // Its end was in lines that are lost.
    log.later(3600).client("A", "new[192.0.2.8]");
    assertThat(log.waiting).containsExactly(Map.entry("google", 0));
    log.from("A", "new@origin.test", 515);
    CorrelatedAttempt attempt = log.to("A", "x@b.test", Outcome.DELIVERED);
    assertThat(attempt.finalOutcome()).isEqualTo(FinalOutcome.DELIVERED);
    assertThat(attempt.attempt().envelope().sender()).isEqualTo("new@origin.test");
    assertThat(attempt.facts().client()).isEqualTo("new[192.0.2.8]");
    // Local mail, forwarded: there is no other beginning than the queue manager's line.
    log.to("A", "y@b.test", Outcome.DEFERRED);
    log.from("A", "new@origin.test", 999);
    assertThat(log.ends("A", "y@b.test", Outcome.DELIVERED)).isEqualTo(FinalOutcome.DELIVERED);
    // The same line again is only another retry.
    log.to("A", "z@b.test", Outcome.DEFERRED);
    log.from("A", "new@origin.test", 999);
    assertThat(log.ends("A", "z@b.test", Outcome.DELIVERED))
        .isEqualTo(FinalOutcome.DELIVERED_AFTER_RETRY);
    assertThat(log.forgotten).containsExactly(Map.entry(ForgottenCause.REUSED, 2));
  }

  @Test
  void aNotificationKnowsItsMessage() {
    log.client("A", "joe[192.0.2.7]").from("A", "joe@origin.test", 414);
    log.to("A", "x@b.test", Outcome.BOUNCED);
    log.notice("A", "B").from("B", "", 2414);
    CorrelatedAttempt notice = log.to("B", "joe@origin.test", Outcome.DELIVERED);
    assertThat(notice.facts().noticeOf()).isEqualTo("A");
    assertThat(notice.facts().incomplete()).isFalse();
    assertThat(notice.attempt().envelope().sender()).isEmpty();
    // The queue manager may be quicker to say so.
    log.from("C", "", 2414).notice("A", "C");
    assertThat(log.to("C", "joe@origin.test", Outcome.DELIVERED).facts().noticeOf()).isEqualTo("A");
    assertThat(log.forgotten).isEmpty();
  }
}
