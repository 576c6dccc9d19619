package io.bouncewatch.ledger;

/**
 * How long what is kept beside the totals stays.
 *
 * @param eventDays days for which events are kept, by their own time
 * @param bytes size the store may have, in bytes; the oldest events go first, then the oldest hours
 * @param hourlyDays days for which counts by hour are kept
 * @param dailyDays days for which counts by day are kept
 */
public record Retention(int eventDays, long bytes, int hourlyDays, int dailyDays) {

  /** Below this, totals and positions alone may need more. In bytes. */
  public static final long LEAST_BYTES = 16L << 20;

  /** 30 days and 1 GiB of events, 90 days by the hour, 2 years by the day. */
  public static final Retention DEFAULT = new Retention(30, 1L << 30, 90, 730);

  public Retention {
    if (eventDays < 1 || hourlyDays < 1 || dailyDays < 1) {
      throw new IllegalArgumentException("at least one day must be kept");
    }
    if (bytes < LEAST_BYTES) {
      throw new IllegalArgumentException("a store needs at least 16 MiB, not " + bytes + " bytes");
    }
  }
}
