package io.bouncewatch;

import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Recipients;
import io.bouncewatch.ledger.Retention;
import io.bouncewatch.ledger.SuppressionPolicy;
import java.util.Locale;
import java.util.Optional;

/**
 * What the store keeps beside totals and positions, and how long.
 *
 * @param events which attempts are kept one by one
 * @param recipients how much of addresses is kept, shown and sent on
 * @param suppressions which addresses are listed as not to be mailed any more
 */
public record Keeping(
    Events events, Recipients recipients, Retention retention, SuppressionPolicy suppressions) {

  public static final Keeping DEFAULT =
      new Keeping(Events.FAILURES, Recipients.FULL, Retention.DEFAULT, SuppressionPolicy.DEFAULT);

  /** The same with another measure of privacy. */
  public Keeping withRecipients(Recipients other) {
    return new Keeping(events, other, retention, suppressions);
  }

  /** Which attempts become events in the store. */
  public enum Events {
    /** Deferred, bounced, expired. */
    FAILURES,
    ALL,
    NONE;

    /** Reads {@code failures}, {@code all} or {@code none}. */
    static Optional<Events> parse(String text) {
      for (Events events : values()) {
        if (events.name().toLowerCase(Locale.ROOT).equals(text)) {
          return Optional.of(events);
        }
      }
      return Optional.empty();
    }

    boolean has(Outcome outcome) {
      return switch (this) {
        case FAILURES -> outcome.isFailure();
        case ALL -> true;
        case NONE -> false;
      };
    }
  }
}
