package io.bouncewatch.event;

import java.util.Locale;
import java.util.Optional;

/** How much of people's addresses is kept, shown and sent on; the later, the less. */
public enum Recipients {
  /** All of it. */
  FULL,
  /** A keyed hash in place of the local part; the domain. */
  HASHED,
  /** The domain alone. */
  NONE;

  /** The name in the configuration, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@code full}, {@code hashed} or {@code none}. */
  public static Optional<Recipients> parse(String label) {
    for (Recipients recipients : values()) {
      if (recipients.label().equals(label)) {
        return Optional.of(recipients);
      }
    }
    return Optional.empty();
  }
}
