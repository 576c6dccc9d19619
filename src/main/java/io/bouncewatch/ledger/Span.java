package io.bouncewatch.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time in whole steps, in UTC.
 *
 * @param first the first step, counted from 1970-01-01T00:00Z
 * @param end the first step behind it
 */
public record Span(Step step, long first, long end) {

  /** How finely history is asked for; days are kept longer than hours. */
  public enum Step {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final long seconds;

    Step(Duration length) {
      this.seconds = length.toSeconds();
    }

    /** In seconds. */
    public long seconds() {
      return seconds;
    }
  }

  public Span {
    if (end < first) {
      throw new IllegalArgumentException("a span can't end before it begins");
    }
  }

  /** The steps that hold any of the time between two instants, the second one exclusive. */
  public static Span of(Step step, Instant from, Instant to) {
    return new Span(
        step,
        Math.floorDiv(from.getEpochSecond(), step.seconds()),
        -Math.floorDiv(-to.getEpochSecond(), step.seconds()));
  }

  Instant from() {
    return Instant.ofEpochSecond(first * step.seconds());
  }

  Instant to() {
    return Instant.ofEpochSecond(end * step.seconds());
  }
}
