package io.bouncewatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bouncewatch.event.Action;
import io.bouncewatch.event.Confidence;
import io.bouncewatch.event.Reason;
import io.bouncewatch.ledger.Suppression.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuppressionPolicyTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final String ADDRESS = "a@b.test";

  private final SuppressionPolicy policy =
      new SuppressionPolicy(new StrikeRule(5, 14), new StrikeRule(3, 30), 365, 90, 100);

  private @Nullable Suppression held;

  @Test
  void deadAndUnwillingAreListedAtOnceAndToldApart() {
    for (Reason reason : Reason.values()) {
      Sighting.Failure soft =
          Sightings.failure(ADDRESS, NOON, false, "4.1.1", reason, Confidence.MEDIUM);
      boolean suppress = reason.defaultAction() == Action.SUPPRESS;
      assertThat(policy.concerns(soft)).isEqualTo(suppress || reason == Reason.MAILBOX_FULL);
      if (suppress) {
        State state = reason == Reason.RECIPIENT_POLICY ? State.UNWILLING : State.DEAD;
        assertThat(policy.after(null, soft).state()).isEqualTo(state);
      }
    }
    // A user's rule may say that mail is not wanted, which does not make the address dead.
    Sighting.Failure own =
        Sightings.failure(
            ADDRESS, NOON, true, "5.7.1", Reason.SPAM_CONTENT, Action.SUPPRESS, Confidence.HIGH);
    assertThat(policy.after(null, own).state()).isEqualTo(State.UNWILLING);
  }

  @Test
  void aGuessIsAStrikeOnly() {
    Sighting.Failure guess =
        Sightings.failure(ADDRESS, NOON, true, "5.1.1", Reason.BAD_MAILBOX, Confidence.LOW);
    assertThat(policy.after(null, guess).state()).isEqualTo(State.WATCHED);
    Sighting.Failure soft =
        Sightings.failure(ADDRESS, NOON, false, "4.1.1", Reason.BAD_MAILBOX, Confidence.LOW);
    assertThat(policy.concerns(soft)).isFalse();
  }

  @Test
  void fiveDaysOfAFullMailboxListIt() {
    for (int day = 0; day < 4; day++) {
      full(NOON.plus(Duration.ofDays(day)));
      assertThat(held().state()).isEqualTo(State.WATCHED);
    }
    // A daily mailing that goes out a little earlier than the day before.
    full(NOON.plus(Duration.ofDays(4)).minusSeconds(3_000));
    assertThat(held().state()).isEqualTo(State.STRUCK);
    assertThat(held().strikes().count()).isEqualTo(5);
    assertThat(held().cause().reason()).isEqualTo(Reason.MAILBOX_FULL);
    assertThat(held().first()).isEqualTo(NOON);
  }

  @Test
  void retriesOfAFewHoursAreOneStrikeWhateverTheMessage() {
    for (int minutes = 0; minutes < 19 * 60; minutes += 10) {
      full(NOON.plus(Duration.ofMinutes(minutes)));
    }
    assertThat(held().strikes().count()).isEqualTo(1);
    assertThat(held().count()).isEqualTo(19 * 6);
    assertThat(held().state()).isEqualTo(State.WATCHED);
  }

  @Test
  void strikesThatLieTooFarApartDoNotAddUp() {
    for (int week = 0; week < 20; week++) {
      full(NOON.plus(Duration.ofDays(4 * week)));
      assertThat(held().state()).isEqualTo(State.WATCHED);
    }
    assertThat(held().strikes().count()).isEqualTo(4);
  }

  @Test
  void linesReadOutOfOrderCountTheSame() {
    for (int day : new int[] {4, 0, 3, 1, 2}) {
      full(NOON.plus(Duration.ofDays(day)));
    }
    assertThat(held().state()).isEqualTo(State.STRUCK);
    assertThat(held().first()).isEqualTo(NOON);
    assertThat(held().last()).isEqualTo(NOON.plus(Duration.ofDays(4)));
  }

  @Test
  void hardFailuresThatSayNothingAreStrikesOfTheirOwn() {
    full(NOON);
    full(NOON.plus(Duration.ofDays(1)));
    full(NOON.plus(Duration.ofDays(2)));
    full(NOON.plus(Duration.ofDays(3)));
    add(Sightings.unclear(ADDRESS, NOON.plus(Duration.ofDays(4))));
    add(Sightings.unclear(ADDRESS, NOON.plus(Duration.ofDays(5))));
    assertThat(held().state()).isEqualTo(State.WATCHED);
    add(Sightings.unclear(ADDRESS, NOON.plus(Duration.ofDays(6))));
    assertThat(held().state()).isEqualTo(State.STRUCK);
    assertThat(
            policy.concerns(
                Sightings.failure(
                    ADDRESS, NOON, false, "4.0.0", Reason.UNDETERMINED, Confidence.LOW)))
        .isFalse();
  }

  @Test
  void aFullMailboxDoesNotExplainADeadOne() {
    add(Sightings.dead(ADDRESS, NOON));
    full(NOON.plusSeconds(60));
    assertThat(held().state()).isEqualTo(State.DEAD);
    assertThat(held().cause().reason()).isEqualTo(Reason.BAD_MAILBOX);
    assertThat(held().last()).isEqualTo(NOON.plusSeconds(60));
    assertThat(held().count()).isEqualTo(2);
  }

  @Test
  void theLastWordDecidesWhyItIsListed() {
    add(Sightings.dead(ADDRESS, NOON.plusSeconds(60)));
    Sighting.Failure unwilling =
        Sightings.failure(ADDRESS, NOON, true, "5.7.1", Reason.RECIPIENT_POLICY, Confidence.HIGH);
    add(unwilling);
    assertThat(held().state()).isEqualTo(State.DEAD);
    assertThat(held().first()).isEqualTo(NOON);
    add(
        Sightings.failure(
            ADDRESS,
            NOON.plusSeconds(90),
            true,
            "5.7.1",
            Reason.RECIPIENT_POLICY,
            Confidence.HIGH));
    assertThat(held().state()).isEqualTo(State.UNWILLING);
    assertThat(held().cause().code()).hasToString("5.7.1");
  }

  @Test
  void aRuleThatCanNotBeMetIsRefused() {
    assertThatThrownBy(() -> new StrikeRule(3, 1)).hasMessageContaining("at most 2");
    assertThat(new StrikeRule(2, 1).isMetBy(2)).isTrue();
    assertThat(new StrikeRule(0, 1).isMetBy(2)).isFalse();
  }

  private void full(Instant time) {
    add(Sightings.full(ADDRESS, time));
  }

  private void add(Sighting.Failure failure) {
    assertThat(policy.concerns(failure)).isTrue();
    held = policy.after(held, failure);
  }

  private Suppression held() {
    return java.util.Objects.requireNonNull(held);
  }
}
