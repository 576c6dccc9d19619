package io.bouncewatch.event;

import java.util.Locale;

/** What happens to this message: soft is temporary (class 4), hard is permanent (class 5). */
public enum BounceType {
  SOFT,
  HARD;

  /** The name in labels and JSON, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
