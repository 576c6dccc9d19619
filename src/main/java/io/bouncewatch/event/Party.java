package io.bouncewatch.event;

import java.util.Locale;

/** Whose turn it is: the side a {@link Reason} lies on. */
public enum Party {
  RECIPIENT,
  REPUTATION,
  MESSAGE,
  SYSTEM,
  UNKNOWN;

  /** The name in JSON, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
