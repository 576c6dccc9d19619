package io.bouncewatch.event;

import java.util.Locale;

/** The point of the SMTP dialogue at which a reply was given (RFC 5321 section 4.1). */
public enum SmtpStage {
  CONNECT,
  HELO,
  STARTTLS,
  AUTH,
  MAIL,
  RCPT,
  DATA,
  END_OF_DATA,
  /** Not said, or not in the dialogue at all (DNS, connection, local delivery). */
  UNKNOWN;

  /** The name in labels, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
