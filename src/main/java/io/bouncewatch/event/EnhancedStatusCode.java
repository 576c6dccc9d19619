package io.bouncewatch.event;

import java.util.Optional;

/**
 * An enhanced status code, class.subject.detail (RFC 3463 section 2).
 *
 * @param statusClass 2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatusCode(int statusClass, int subject, int detail) {

  private static final int LONGEST_NUMBER = 3;

  public EnhancedStatusCode {
    if (statusClass != 2 && statusClass != 4 && statusClass != 5) {
      throw new IllegalArgumentException("class must be 2, 4 or 5, not " + statusClass);
    }
    if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
      throw new IllegalArgumentException(
          "subject and detail must be 0 to 999, not " + subject + "." + detail);
    }
  }

  /**
   * Reads a whole text such as {@code 5.1.1}; leading zeros are let pass, as Postfix does. Without
   * a regular expression, because it is asked of every attempt several times.
   */
  public static Optional<EnhancedStatusCode> parse(CharSequence text) {
    if (text.length() < 2 || text.charAt(1) != '.') {
      return Optional.empty();
    }
    int statusClass = text.charAt(0) - '0';
    int second = 2;
    while (second < text.length() && text.charAt(second) != '.') {
      second++;
    }
    int subject = number(text, 2, second);
    int detail = number(text, second + 1, text.length());
    boolean known = statusClass == 2 || statusClass == 4 || statusClass == 5;
    return known && subject >= 0 && detail >= 0
        ? Optional.of(new EnhancedStatusCode(statusClass, subject, detail))
        : Optional.empty();
  }

  /** One to three digits; -1 if they are anything else. */
  private static int number(CharSequence text, int from, int to) {
    if (to <= from || to - from > LONGEST_NUMBER) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }

  /** The same subject and detail under another class. */
  public EnhancedStatusCode withClass(int other) {
    return other == statusClass ? this : new EnhancedStatusCode(other, subject, detail);
  }

  @Override
  public String toString() {
    return statusClass + "." + subject + "." + detail;
  }
}
