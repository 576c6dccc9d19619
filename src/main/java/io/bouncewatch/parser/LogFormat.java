package io.bouncewatch.parser;

import java.util.Locale;
import java.util.Optional;

/** The kinds of log that can be read. */
public enum LogFormat {
  /** Each line is tried as Postfix, then as Exim. */
  AUTO,
  POSTFIX,
  EXIM;

  /** The name in configuration and on the command line, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a label such as {@code postfix}. */
  public static Optional<LogFormat> parse(String label) {
    for (LogFormat format : values()) {
      if (format.label().equals(label)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
