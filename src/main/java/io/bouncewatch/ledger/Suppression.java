package io.bouncewatch.ledger;

import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Reason;
import java.time.Instant;
import java.util.Locale;

/**
 * What is held against an address since mail last got through to it.
 *
 * @param address its local part as it was first logged, its domain in lower case
 * @param cause what was said last of what it is listed for
 * @param first when the first of the failures was
 * @param last when the last of them was
 * @param count how many there were, retries of one message included
 */
public record Suppression(
    String address,
    State state,
    Cause cause,
    Instant first,
    Instant last,
    long count,
    Strikes strikes) {

  /** Why an address is listed, or that it is not. */
  public enum State {
    /** There is no such mailbox, or it is in use no more. */
    DEAD,
    /** The mailbox lives, and will not take this sender's mail. */
    UNWILLING,
    /** It failed again and again, without a word that would say that it is dead. */
    STRUCK,
    /** Not listed: there are strikes, but too few. */
    WATCHED;

    /** The name in output and labels, lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * What was said.
   *
   * @param rule id of the rule that gave the reason
   */
  public record Cause(EnhancedStatusCode code, Reason reason, String rule) {}

  /** Whether mail to it should stop. */
  public boolean isListed() {
    return state != State.WATCHED;
  }

  /** The same under another form of its address. */
  Suppression withAddress(String other) {
    return new Suppression(other, state, cause, first, last, count, strikes);
  }
}
