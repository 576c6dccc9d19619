package io.bouncewatch.ledger;

import io.bouncewatch.event.Series;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts by series in one hour or day: the tables {@code hour} and {@code day}.
 *
 * <p>Each hour and day has a bounded number of rows: the series of a domain that comes later counts
 * in the same series under {@value #OTHER}. Used by one thread at a time.
 */
final class Rollups {

  /** The label value of domains that have none of their own. */
  private static final String OTHER = "other";

  /** Steps whose rows are known; a log is read in order of time, so few are written at once. */
  private static final int KNOWN_STEPS = 4;

  private final Statements statements;
  private final Totals totals;
  private final int cap;
  private final String select;
  private final String increase;
  private final Map<Long, Set<Long>> known = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param table {@code hour} or {@code day}: both names are of the schema's making
   * @param cap rows of series with a domain in one step
   */
  Rollups(Statements statements, Totals totals, String table, int cap) {
    this.statements = statements;
    this.totals = totals;
    this.cap = cap;
    this.select = "SELECT series FROM " + table + " WHERE " + table + " = ?";
    this.increase =
        "INSERT INTO %1$s (%1$s, series, count) VALUES (?, ?, ?)".formatted(table)
            + " ON CONFLICT (%s, series) DO UPDATE SET count = count + excluded.count"
                .formatted(table);
  }

  /**
   * @param counts by step, then series
   */
  void add(Map<Long, Map<Series, Long>> counts) throws SQLException {
    PreparedStatement statement = statements.get(increase);
    for (Map.Entry<Long, Map<Series, Long>> step : counts.entrySet()) {
      Set<Long> rows = rows(step.getKey());
      for (Map.Entry<Series, Long> count : step.getValue().entrySet()) {
        statement.setLong(1, step.getKey());
        statement.setLong(2, place(count.getKey(), rows));
        statement.setLong(3, count.getValue());
        statement.addBatch();
      }
    }
    statement.executeBatch();
  }

  private long place(Series series, Set<Long> rows) throws SQLException {
    long id = totals.id(series);
    if (!rows.contains(id) && rows.size() >= cap) {
      id = totals.id(withoutDomain(series));
    }
    rows.add(id);
    return id;
  }

  private static Series withoutDomain(Series series) {
    int label = series.metric().labels().indexOf("domain");
    if (label < 0) {
      return series;
    }
    List<String> values = new ArrayList<>(series.values());
    values.set(label, OTHER);
    return new Series(series.metric(), values);
  }

  private Set<Long> rows(long step) throws SQLException {
    Set<Long> rows = known.get(step);
    if (rows == null) {
      rows = load(step);
      if (known.size() >= KNOWN_STEPS) {
        known.remove(known.keySet().iterator().next());
      }
      known.put(step, rows);
    }
    return rows;
  }

  private Set<Long> load(long step) throws SQLException {
    Set<Long> rows = new HashSet<>();
    PreparedStatement statement = statements.get(select);
    statement.setLong(1, step);
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        rows.add(found.getLong(1));
      }
    }
    return rows;
  }

  /** Forgets which rows are there: some of them may be there no more. */
  void forget() {
    known.clear();
  }
}
