package io.bouncewatch.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Failures that count against an address, each kind by itself.
 *
 * <p>Within {@link #APART} there is one strike, however many messages and retries failed: what
 * matters is on how many days the address failed. It is a little less than a day, so that a daily
 * mailing counts each day even if it goes out somewhat earlier than the day before.
 *
 * @param mailboxFull in order of time
 * @param undetermined in order of time
 */
public record Strikes(List<Instant> mailboxFull, List<Instant> undetermined) {

  /** The least time between two strikes. */
  public static final Duration APART = Duration.ofHours(20);

  static final Strikes NONE = new Strikes(List.of(), List.of());

  public Strikes {
    mailboxFull = List.copyOf(mailboxFull);
    undetermined = List.copyOf(undetermined);
  }

  /** How many there are. */
  public int count() {
    return mailboxFull.size() + undetermined.size();
  }

  /** One more, where it is none of those already there; only what the rule looks at is kept. */
  static List<Instant> with(List<Instant> strikes, Instant time, StrikeRule rule) {
    for (Instant strike : strikes) {
      if (Duration.between(strike, time).abs().compareTo(APART) < 0) {
        return strikes;
      }
    }
    List<Instant> all = new ArrayList<>(strikes);
    all.add(time);
    Collections.sort(all);
    Instant oldest = all.get(all.size() - 1).minus(Duration.ofDays(rule.days()));
    all.removeIf(strike -> strike.isBefore(oldest));
    return all.subList(Math.max(0, all.size() - rule.strikes()), all.size());
  }

  /** As the store has it: seconds since 1970. */
  static @Nullable String format(List<Instant> strikes) {
    return strikes.isEmpty()
        ? null
        : strikes.stream()
            .map(strike -> Long.toString(strike.getEpochSecond()))
            .collect(Collectors.joining(" "));
  }

  static List<Instant> parse(@Nullable String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(" ", -1))
            .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
            .toList();
  }
}
