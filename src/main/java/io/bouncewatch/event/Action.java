package io.bouncewatch.event;

import java.util.Locale;
import java.util.Optional;

/** What the sender should do. */
public enum Action {
  /** Wait; the MTA tries again by itself. */
  RETRY,
  /** Stop mailing this address. */
  SUPPRESS,
  FIX_SENDER,
  FIX_MESSAGE,
  FIX_CONFIG;

  /** The name in labels and JSON, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a label such as {@code fix_sender}. */
  public static Optional<Action> parse(String label) {
    for (Action action : values()) {
      if (action.label().equals(label)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
