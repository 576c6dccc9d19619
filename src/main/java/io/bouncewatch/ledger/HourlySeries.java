package io.bouncewatch.ledger;

import io.bouncewatch.event.Series;
import java.time.Instant;

/**
 * A series within one hour.
 *
 * @param hour counted from 1970-01-01T00:00Z
 */
public record HourlySeries(Series series, long hour) {

  /** The hour an instant lies in. */
  public static HourlySeries at(Series series, Instant time) {
    return new HourlySeries(series, Math.floorDiv(time.getEpochSecond(), 3600L));
  }
}
