package io.bouncewatch.source;

import java.util.Locale;
import java.util.Optional;

/** Where to begin with a file that was never seen before. */
public enum StartAt {
  BEGINNING,
  END;

  /** The name in configuration, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a label such as {@code beginning}. */
  public static Optional<StartAt> parse(String label) {
    for (StartAt start : values()) {
      if (start.label().equals(label)) {
        return Optional.of(start);
      }
    }
    return Optional.empty();
  }
}
