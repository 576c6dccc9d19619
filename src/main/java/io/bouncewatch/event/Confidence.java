package io.bouncewatch.event;

import java.util.Locale;

/** How sure a {@link Verdict} is. */
public enum Confidence {
  HIGH,
  MEDIUM,
  LOW;

  /** The name in JSON, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
