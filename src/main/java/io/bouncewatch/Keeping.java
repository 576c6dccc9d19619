package io.bouncewatch;

import io.bouncewatch.event.Outcome;
import io.bouncewatch.ledger.Retention;
import io.bouncewatch.ledger.SuppressionPolicy;
import java.util.Locale;
import java.util.Optional;

/**
 * What the store keeps beside totals and positions, and how long.
 *
 * @param events which attempts are kept one by one
 * @param suppressions which addresses are listed as not to be mailed any more
 */
public record Keeping(Events events, Retention retention, SuppressionPolicy suppressions) {

  public static final Keeping DEFAULT =
      new Keeping(Events.FAILURES, Retention.DEFAULT, SuppressionPolicy.DEFAULT);

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
