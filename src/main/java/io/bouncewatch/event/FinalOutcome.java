package io.bouncewatch.event;

import java.util.Locale;

/** How a message ended for one recipient; said once. */
public enum FinalOutcome {
  DELIVERED,
  DELIVERED_AFTER_RETRY,
  BOUNCED,
  EXPIRED;

  /** The name in labels, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
