package io.bouncewatch.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Lets go of the oldest rows, a bounded number at a time. What they leave free is used for the next
 * ones, so the file stays as large as it is; it shrinks only if it is over its size.
 *
 * <p>Used by one thread at a time.
 */
final class Trimmer {

  private static final int ROWS = 1_000;
  private static final int PAGES = 256;
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
  private static final long SECONDS_A_DAY = 86_400;

  /** Trimming begins here, so that what comes meanwhile has room. */
  private static final double FULL = 0.95;

  private static final String OLDEST_EVENTS =
      "DELETE FROM event WHERE id IN (SELECT id FROM event WHERE time < ? ORDER BY time LIMIT ?)";
  private static final String OLDEST_HOUR =
      "DELETE FROM hour WHERE hour = (SELECT MIN(hour) FROM hour) AND hour < ?";
  private static final String OLDEST_DAY =
      "DELETE FROM day WHERE day = (SELECT MIN(day) FROM day) AND day < ?";
  private static final String UNUSED_KINDS =
      "DELETE FROM kind WHERE id < (SELECT MIN(id) FROM kind) + ?1 AND generation <"
          + " (SELECT COALESCE(MIN(id), (SELECT MAX(seq) FROM sqlite_sequence)) FROM event) >> ?2";

  private final Retention retention;
  private final InstantSource clock;
  private Instant nextLook = Instant.MIN;

  Trimmer(Retention retention, InstantSource clock) {
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Does one step.
   *
   * @param added events added since the last step: twice as many go where there is no room for them
   * @return whether there may be more to do
   */
  boolean step(Statements statements, int added) throws SQLException {
    if (usedBytes(statements) > FULL * retention.bytes()) {
      int rows = Math.max(ROWS, 2 * added);
      return deleteEvents(statements, Long.MAX_VALUE, rows) > 0
          || delete(statements, UNUSED_KINDS, rows, Events.GENERATION_BITS) > 0
          || delete(statements, OLDEST_HOUR, Long.MAX_VALUE) > 0;
    }
    Instant now = clock.instant();
    if (now.isBefore(nextLook)) {
      return false;
    }
    if (tooOld(statements, now) || shrink(statements)) {
      return true;
    }
    nextLook = now.plus(BETWEEN_LOOKS);
    return false;
  }

  private boolean tooOld(Statements statements, Instant now) throws SQLException {
    long today = Math.floorDiv(now.getEpochSecond(), SECONDS_A_DAY);
    Instant oldest = now.minus(Duration.ofDays(retention.eventDays()));
    return deleteEvents(statements, Events.micros(oldest), ROWS) > 0
        || delete(statements, UNUSED_KINDS, ROWS, Events.GENERATION_BITS) > 0
        || delete(statements, OLDEST_HOUR, (today - retention.hourlyDays()) * 24) > 0
        || delete(statements, OLDEST_DAY, today - retention.dailyDays()) > 0;
  }

  private boolean shrink(Statements statements) throws SQLException {
    long free = number(statements, "PRAGMA freelist_count");
    if (free == 0
        || number(statements, "PRAGMA page_count") * pageSize(statements) <= retention.bytes()) {
      return false;
    }
    statements.run("PRAGMA incremental_vacuum(" + PAGES + ")");
    return number(statements, "PRAGMA freelist_count") < free;
  }

  /** Bytes of the file that are in use. */
  static long usedBytes(Statements statements) throws SQLException {
    long pages =
        number(statements, "PRAGMA page_count") - number(statements, "PRAGMA freelist_count");
    return pages * pageSize(statements);
  }

  private static long pageSize(Statements statements) throws SQLException {
    return number(statements, "PRAGMA page_size");
  }

  private static long number(Statements statements, String pragma) throws SQLException {
    try (ResultSet row = statements.get(pragma).executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static int deleteEvents(Statements statements, long before, int rows)
      throws SQLException {
    return delete(statements, OLDEST_EVENTS, before, rows);
  }

  private static int delete(Statements statements, String sql, long... arguments)
      throws SQLException {
    PreparedStatement statement = statements.get(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setLong(i + 1, arguments[i]);
    }
    return statement.executeUpdate();
  }
}
