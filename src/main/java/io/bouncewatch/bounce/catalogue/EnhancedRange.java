package io.bouncewatch.bounce.catalogue;

import io.bouncewatch.event.EnhancedStatusCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One enhanced status code, {@code 5.7.515}, or those of one subject, {@code 5.7.606-649}. */
record EnhancedRange(EnhancedStatusCode first, int lastDetail) {

  private static final Pattern TEXT =
      Pattern.compile("(?<first>[245]\\.\\d{1,3}\\.\\d{1,3})(?:-(?<last>\\d{1,3}))?");

  static Optional<EnhancedRange> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String last = matcher.group("last");
    return EnhancedStatusCode.parse(matcher.group("first"))
        .map(
            code -> new EnhancedRange(code, last == null ? code.detail() : Integer.parseInt(last)));
  }

  boolean holds(EnhancedStatusCode code) {
    return code.statusClass() == first.statusClass()
        && code.subject() == first.subject()
        && code.detail() >= first.detail()
        && code.detail() <= lastDetail;
  }
}
