package io.bouncewatch.bounce;

import io.bouncewatch.event.EnhancedStatusCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Details of one subject: {@code 7.26}, {@code 7.606-649} or, all of them, {@code 7.*}. */
record CodeRange(int subject, int first, int last) {

  private static final int LARGEST_DETAIL = 999;
  private static final Pattern TEXT =
      Pattern.compile(
          "(?<subject>\\d{1,3})\\.(?:(?<all>\\*)|(?<first>\\d{1,3})(?:-(?<last>\\d{1,3}))?)");

  static Optional<CodeRange> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int subject = Integer.parseInt(matcher.group("subject"));
    if (matcher.group("all") != null) {
      return Optional.of(new CodeRange(subject, 0, LARGEST_DETAIL));
    }
    int first = Integer.parseInt(matcher.group("first"));
    String last = matcher.group("last");
    return Optional.of(
        new CodeRange(subject, first, last == null ? first : Integer.parseInt(last)));
  }

  boolean holds(EnhancedStatusCode code) {
    return code.subject() == subject && code.detail() >= first && code.detail() <= last;
  }
}
