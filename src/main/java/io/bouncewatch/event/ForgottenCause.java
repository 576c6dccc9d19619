package io.bouncewatch.event;

import java.util.Locale;

/** Why a message was forgotten before its end was seen. */
public enum ForgottenCause {
  /** Others needed the room. */
  MEMORY,
  /** Nothing was heard of it for longer than mail stays in a queue. */
  LIFETIME,
  /** Its queue id was given to another message. */
  REUSED;

  /** The name in labels, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
