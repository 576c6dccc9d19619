package io.bouncewatch.event;

import java.util.Locale;

/** Why bytes of a log can't be read, now or ever. */
public enum LostCause {
  /** The rest of a line of more than {@link LogLine#MAX_LENGTH} bytes. */
  LINE_TOO_LONG,
  /** The file was cut, and no copy of it has what was not read yet. */
  TRUNCATED,
  /** The file was deleted before all of it was read. */
  VANISHED,
  /** A compressed file that can't be decompressed to its end. */
  DAMAGED;

  /** The name in labels, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
