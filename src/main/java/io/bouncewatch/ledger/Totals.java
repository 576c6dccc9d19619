package io.bouncewatch.ledger;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Series;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The tables {@code series} and {@code total}.
 *
 * <p>A series is written once, with its labels; its total lies apart, ten bytes a row, so that a
 * commit touches few pages. Ids are kept in memory. Used by one thread at a time.
 */
final class Totals {

  private static final String INCREASE =
      "INSERT INTO total (series, value) VALUES (?, ?)"
          + " ON CONFLICT (series) DO UPDATE SET value = value + excluded.value";

  private final Statements statements;

  private final Map<Series, Long> ids = new HashMap<>();

  /** Series whose row is not committed yet: a rollback takes the row away, and the id with it. */
  private final List<Series> fresh = new ArrayList<>();

  Totals(Statements statements) throws SQLException {
    this.statements = statements;
    loadIds();
  }

  // Two series whose labels are the same once written (text that is no Unicode) share a row; they
  // must not make every commit fail.
  private static String insertion(Metric metric) {
    return metric.labels().stream()
        .map(label -> "'" + label + "', ?")
        .collect(
            Collectors.joining(
                ", ",
                "INSERT INTO series (metric, labels) VALUES (?, json_object(",
                ")) ON CONFLICT (metric, labels) DO UPDATE SET metric = excluded.metric"
                    + " RETURNING id"));
  }

  private void loadIds() throws SQLException {
    Map<String, String> shared = new HashMap<>();
    for (Metric metric : Metric.values()) {
      PreparedStatement select = statements.get(selection(metric));
      select.setString(1, metric.meter());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.put(series(metric, rows, shared), rows.getLong(1));
        }
      }
    }
  }

  private static String selection(Metric metric) {
    return metric.labels().stream()
        .map(label -> "json_extract(labels, '$." + label + "')")
        .collect(Collectors.joining(", ", "SELECT id, ", " FROM series WHERE metric = ?"));
  }

  private static Series series(Metric metric, ResultSet row, Map<String, String> shared)
      throws SQLException {
    String[] values = new String[metric.labels().size()];
    for (int i = 0; i < values.length; i++) {
      // The same few words stand in tens of thousands of rows: keep one of each.
      // A label that came with a later version is absent in what was counted before.
      String label = Objects.requireNonNullElse(row.getString(i + 2), "");
      values[i] = shared.computeIfAbsent(label, value -> value);
    }
    return Series.of(metric, values);
  }

  Map<Series, Long> read() throws SQLException {
    Map<Long, Long> values = new HashMap<>();
    try (ResultSet rows = statements.get("SELECT series, value FROM total").executeQuery()) {
      while (rows.next()) {
        values.put(rows.getLong(1), rows.getLong(2));
      }
    }
    Map<Series, Long> totals = new HashMap<>();
    // A series may have a row for the sake of its history alone.
    ids.forEach(
        (series, id) -> {
          Long value = values.get(id);
          if (value != null) {
            totals.put(series, value);
          }
        });
    return totals;
  }

  void add(Map<Series, Long> increments) throws SQLException {
    PreparedStatement increase = statements.get(INCREASE);
    for (Map.Entry<Series, Long> increment : increments.entrySet()) {
      increase.setLong(1, id(increment.getKey()));
      increase.setLong(2, increment.getValue());
      increase.addBatch();
    }
    increase.executeBatch();
  }

  /** The row of a series, which is made if there is none. */
  long id(Series series) throws SQLException {
    Long known = ids.get(series);
    if (known != null) {
      return known;
    }
    long id = insert(series);
    fresh.add(series);
    ids.put(series, id);
    return id;
  }

  private long insert(Series series) throws SQLException {
    PreparedStatement insertion = statements.get(insertion(series.metric()));
    int parameter = 1;
    insertion.setString(parameter++, series.metric().meter());
    for (String value : series.values()) {
      insertion.setString(parameter++, value);
    }
    try (ResultSet row = insertion.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  void committed() {
    fresh.clear();
  }

  void rolledBack() {
    fresh.forEach(ids::remove);
    fresh.clear();
  }
}
