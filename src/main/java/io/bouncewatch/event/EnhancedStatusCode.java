package io.bouncewatch.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced status code, class.subject.detail (RFC 3463 section 2).
 *
 * @param statusClass 2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatusCode(int statusClass, int subject, int detail) {

  private static final Pattern CODE =
      Pattern.compile("(?<class>[245])\\.(?<subject>\\d{1,3})\\.(?<detail>\\d{1,3})");

  public EnhancedStatusCode {
    if (statusClass != 2 && statusClass != 4 && statusClass != 5) {
      throw new IllegalArgumentException("class must be 2, 4 or 5, not " + statusClass);
    }
    if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
      throw new IllegalArgumentException(
          "subject and detail must be 0 to 999, not " + subject + "." + detail);
    }
  }

  /** Reads a whole text such as {@code 5.1.1}; leading zeros are let pass, as Postfix does. */
  public static Optional<EnhancedStatusCode> parse(CharSequence text) {
    Matcher matcher = CODE.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new EnhancedStatusCode(
                Integer.parseInt(matcher.group("class")),
                Integer.parseInt(matcher.group("subject")),
                Integer.parseInt(matcher.group("detail"))))
        : Optional.empty();
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
