package io.bouncewatch.event;

import java.util.Locale;
import java.util.Optional;

/** What became of one attempt at one recipient. */
public enum Outcome {
  /** Accepted for the recipient. */
  DELIVERED,
  /** Refused or failed for now; the MTA will try again. */
  DEFERRED,
  /** Given up at once. */
  BOUNCED,
  /** Given up after retries. */
  EXPIRED,
  /** Put off without being tried. */
  SUSPENDED,
  /** Handed by SMTP to the next hop on this host; not a delivery yet. */
  RELAYED,
  /** Address verification: no message was to be delivered. */
  PROBE;

  /** The name in labels and JSON, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a label such as {@code deferred}, in any case. */
  public static Optional<Outcome> parse(String label) {
    for (Outcome outcome : values()) {
      if (outcome.name().equalsIgnoreCase(label)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  /** An attempt that was made and failed: what {@code mail_bounces_total} counts. */
  public boolean isFailure() {
    return switch (this) {
      case DEFERRED, BOUNCED, EXPIRED -> true;
      case DELIVERED, SUSPENDED, RELAYED, PROBE -> false;
    };
  }

  /** Soft or hard, where the outcome says that mail did not get through; else empty. */
  public Optional<BounceType> type() {
    return switch (this) {
      case DEFERRED, SUSPENDED -> Optional.of(BounceType.SOFT);
      case BOUNCED, EXPIRED -> Optional.of(BounceType.HARD);
      case DELIVERED, RELAYED, PROBE -> Optional.empty();
    };
  }
}
