package io.bouncewatch.event;

import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/**
 * Replies of one template that no rule judged with confidence.
 *
 * @param count how many there were, at least 1
 * @param providers a few of those who gave it, by id
 */
public record UnknownReply(
    ReplyTemplate template, long count, Instant first, Instant last, Set<String> providers) {

  /** Those seen least come first, of as many those not seen for longest. */
  public static final Comparator<UnknownReply> LEAST_FIRST =
      Comparator.comparingLong(UnknownReply::count).thenComparing(UnknownReply::last);

  private static final int MOST_PROVIDERS = 5;

  public UnknownReply {
    if (count < 1) {
      throw new IllegalArgumentException("seen at least once, not " + count + " times");
    }
    providers = Set.copyOf(providers);
  }

  /** One reply. */
  public static UnknownReply once(ReplyTemplate template, Instant time, String provider) {
    return new UnknownReply(template, 1, time, time, Set.of(provider));
  }

  /** Both together, of the same template. */
  public UnknownReply plus(UnknownReply other) {
    Set<String> all = new TreeSet<>(providers);
    for (String provider : other.providers) {
      if (all.size() < MOST_PROVIDERS) {
        all.add(provider);
      }
    }
    return new UnknownReply(
        template,
        count + other.count,
        first.isBefore(other.first) ? first : other.first,
        last.isAfter(other.last) ? last : other.last,
        all);
  }
}
