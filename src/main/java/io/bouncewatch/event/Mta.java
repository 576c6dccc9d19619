package io.bouncewatch.event;

import java.util.Locale;

/** The mail transfer agent that wrote a line. */
public enum Mta {
  POSTFIX,
  EXIM;

  /** The name in labels and JSON, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
