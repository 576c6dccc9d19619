package io.bouncewatch.ledger;

import java.time.Duration;

/**
 * How often an address may fail before it is listed.
 *
 * @param strikes so many list it; 0: never
 * @param days within so many days
 */
public record StrikeRule(int strikes, int days) {

  /** More would only make each row longer. */
  public static final int MOST_STRIKES = 100;

  public StrikeRule {
    if (strikes < 0 || strikes > MOST_STRIKES || days < 1) {
      throw new IllegalArgumentException("no rule: " + strikes + " strikes in " + days + " days");
    }
    if (strikes > most(days)) {
      throw new IllegalArgumentException(
          strikes
              + " strikes can't fall into "
              + days
              + " days, since there is at most one in "
              + Strikes.APART.toHours()
              + " hours; ask for at most "
              + most(days)
              + ", or allow more days");
    }
  }

  private static long most(int days) {
    return 1 + Duration.ofDays(days).dividedBy(Strikes.APART);
  }

  boolean isMetBy(int count) {
    return strikes > 0 && count >= strikes;
  }
}
