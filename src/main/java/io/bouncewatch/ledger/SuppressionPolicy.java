package io.bouncewatch.ledger;

import io.bouncewatch.event.Action;
import io.bouncewatch.event.Confidence;
import io.bouncewatch.event.Party;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Verdict;
import io.bouncewatch.ledger.Suppression.Cause;
import io.bouncewatch.ledger.Suppression.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses are listed, and how long.
 *
 * @param mailboxFull strikes of mailboxes that are full
 * @param undetermined strikes of hard failures that point to the address without being sure
 * @param keepDays days for which an address stays listed after its last failure
 * @param keepStruckDays the same for one that is listed for its strikes, since a full mailbox may
 *     be emptied
 * @param most how many addresses are kept, those with strikes included
 */
public record SuppressionPolicy(
    StrikeRule mailboxFull, StrikeRule undetermined, int keepDays, int keepStruckDays, int most) {

  /** 5 in 14 days, 3 in 30 days, a year, 90 days, 250,000 addresses. */
  public static final SuppressionPolicy DEFAULT =
      new SuppressionPolicy(new StrikeRule(5, 14), new StrikeRule(3, 30), 365, 90, 250_000);

  public SuppressionPolicy {
    if (keepDays < 1 || keepStruckDays < 1 || most < 1) {
      throw new IllegalArgumentException("at least one address and one day must be kept");
    }
  }

  /** Whether a failure is held against its address at all. */
  public boolean concerns(Sighting.Failure failure) {
    return lists(failure.verdict()) || isFull(failure) || isUnclear(failure);
  }

  /** What is held against an address after one more failure that {@link #concerns} it. */
  Suppression after(@Nullable Suppression before, Sighting.Failure failure) {
    Verdict verdict = failure.verdict();
    Strikes strikes = strikes(before == null ? Strikes.NONE : before.strikes(), failure);
    State state = lists(verdict) ? listed(verdict.reason()) : struck(strikes);
    Cause cause = new Cause(failure.code(), verdict.reason(), verdict.rule());
    Instant time = failure.time();
    if (before == null) {
      return new Suppression(failure.address(), state, cause, time, time, 1, strikes);
    }
    boolean later = !time.isBefore(before.last());
    boolean sure = before.state() == State.DEAD || before.state() == State.UNWILLING;
    // A full mailbox does not explain why an address is listed as dead.
    boolean explains = lists(verdict) ? later || !sure : later && !sure;
    boolean stays = before.isListed() && !(lists(verdict) && explains);
    return new Suppression(
        before.address(),
        stays ? before.state() : state,
        explains ? cause : before.cause(),
        time.isBefore(before.first()) ? time : before.first(),
        later ? time : before.last(),
        before.count() + 1,
        strikes);
  }

  private static State listed(Reason reason) {
    boolean dead = reason.defaultAction() == Action.SUPPRESS && reason != Reason.RECIPIENT_POLICY;
    return dead ? State.DEAD : State.UNWILLING;
  }

  private State struck(Strikes strikes) {
    boolean met =
        mailboxFull.isMetBy(strikes.mailboxFull().size())
            || undetermined.isMetBy(strikes.undetermined().size());
    return met ? State.STRUCK : State.WATCHED;
  }

  private Strikes strikes(Strikes before, Sighting.Failure failure) {
    List<Instant> full = before.mailboxFull();
    List<Instant> unclear = before.undetermined();
    if (isFull(failure)) {
      return new Strikes(Strikes.with(full, failure.time(), mailboxFull), unclear);
    }
    return isUnclear(failure)
        ? new Strikes(full, Strikes.with(unclear, failure.time(), undetermined))
        : before;
  }

  /** A live address lost is the worst error, so a guess does not list one. */
  private static boolean lists(Verdict verdict) {
    return verdict.action() == Action.SUPPRESS && verdict.confidence() != Confidence.LOW;
  }

  private boolean isFull(Sighting.Failure failure) {
    return mailboxFull.strikes() > 0
        && failure.verdict().reason() == Reason.MAILBOX_FULL
        && !lists(failure.verdict());
  }

  private boolean isUnclear(Sighting.Failure failure) {
    Reason reason = failure.verdict().reason();
    return undetermined.strikes() > 0
        && failure.hard()
        && reason != Reason.MAILBOX_FULL
        && (reason == Reason.UNDETERMINED || reason.party() == Party.RECIPIENT)
        && !lists(failure.verdict());
  }
}
