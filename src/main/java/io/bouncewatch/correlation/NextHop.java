package io.bouncewatch.correlation;

import io.bouncewatch.event.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells from a reply whether the next hop was a queue of this same host, whose log is read too. */
final class NextHop {

  /** Postfix: {@code 250 2.0.0 Ok: queued as 4jWyQ15nNZz1Q}; a filter may hand on such a reply. */
  private static final String POSTFIX = "queued as ";

  /** Exim: {@code 250 OK id=1xUo0V-00056y-0M}. */
  private static final String EXIM = "OK id=";

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{5,25}(?:-[0-9A-Za-z]{2,11}){0,2}");

  /** Content filters take their time; but the reply comes as soon as the message was taken in. */
  private static final Duration MOST_BEFORE = Duration.ofMinutes(10);

  /** Clocks of two daemons, and timestamps without fractions. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private NextHop() {}

  /** The queue id that the next hop says it gave the message; null if it says none. */
  static @Nullable String queueId(String reply) {
    String id = idBehind(reply, POSTFIX);
    return id == null ? idBehind(reply, EXIM) : id;
  }

  private static @Nullable String idBehind(String reply, String words) {
    int at = reply.lastIndexOf(words);
    if (at < 0) {
      return null;
    }
    Matcher id = ID.matcher(reply).region(at + words.length(), reply.length());
    return id.lookingAt() ? id.group() : null;
  }

  /**
   * Whether the message that has this id in a queue of ours is what was handed on: its beginning
   * was seen, just before this attempt and not before the message itself came, and it has the same
   * sender as far as either is known yet.
   */
  static boolean isSame(Attempt attempt, Facts own, Facts next) {
    Instant taken = next.arrival();
    if (taken == null || !next.begun()) {
      return false;
    }
    boolean lately =
        !taken.isAfter(attempt.time().plus(SLACK))
            && !taken.isBefore(attempt.time().minus(MOST_BEFORE));
    boolean after = own.arrival() == null || !taken.isBefore(own.arrival().minus(SLACK));
    return lately && after && !own.contradicts(next.sender(), null);
  }
}
