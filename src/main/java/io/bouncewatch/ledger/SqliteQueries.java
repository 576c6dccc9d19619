package io.bouncewatch.ledger;

import io.bouncewatch.event.Metric;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers by a connection of its own, opened with the first question: whoever asks does not hold up
 * commits. One question at a time.
 */
final class SqliteQueries implements LedgerQueries {

  // Series are few; what they say is looked up once each, then rows are added up by number.
  private static final String SUMS =
      "SUM(CASE WHEN s.kind = 0 THEN r.count ELSE 0 END),"
          + " SUM(CASE WHEN s.kind = 1 THEN r.count ELSE 0 END),"
          + " SUM(CASE WHEN s.kind = 2 THEN r.count ELSE 0 END)";

  private static final String SERIES =
      "s AS MATERIALIZED (SELECT id, %s AS value, CASE WHEN metric = '"
          + Metric.DELIVERIES.meter()
          + "' THEN 0 WHEN json_extract(labels, '$.type') = 'soft' THEN 1 ELSE 2 END AS kind"
          + " FROM series WHERE metric IN ('"
          + Metric.DELIVERIES.meter()
          + "', '"
          + Metric.BOUNCES.meter()
          + "')%s)";

  private static final String TOP =
      "WITH "
          + SERIES
          + ", r AS MATERIALIZED (SELECT series, SUM(count) AS count FROM %s WHERE %s >= ? AND"
          + " %s < ? GROUP BY series) SELECT s.value, "
          + SUMS
          + " FROM r JOIN s ON s.id = r.series WHERE s.value IS NOT NULL GROUP BY s.value"
          + " ORDER BY SUM(r.count) DESC, s.value LIMIT ?";

  private static final String TIMELINE =
      "WITH "
          + SERIES
          + " SELECT r.%s, "
          + SUMS
          + " FROM %s r JOIN s ON s.id = r.series WHERE r.%s >= ? AND r.%s < ? GROUP BY 1"
          + " ORDER BY 1";

  private final Path file;
  private @Nullable Connection connection;

  SqliteQueries(Path file) {
    this.file = file;
  }

  @Override
  public List<Count> top(Span span, Dimension by, Map<Dimension, String> where, int limit)
      throws LedgerException {
    String table = table(span);
    String sql = TOP.formatted(label(by), conditions(where), table, table, table);
    return ask(
        sql,
        statement -> {
          int next = bind(statement, where, span);
          statement.setInt(next, limit);
        },
        row -> new Count(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
  }

  @Override
  public List<Point> timeline(Span span, Map<Dimension, String> where) throws LedgerException {
    String table = table(span);
    String sql = TIMELINE.formatted("NULL", conditions(where), table, table, table, table);
    return ask(
        sql,
        statement -> bind(statement, where, span),
        row -> new Point(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
  }

  @Override
  public List<StoredEvent> eventsAfter(long after, int limit) throws LedgerException {
    return ask(
        EventRows.SELECT + " WHERE e.id > ? ORDER BY e.id LIMIT ?",
        statement -> {
          statement.setLong(1, after);
          statement.setInt(2, limit);
        },
        EventRows::read);
  }

  @Override
  public List<StoredEvent> latestEvents(Span span, int limit) throws LedgerException {
    return ask(
        EventRows.SELECT + " WHERE e.time >= ? AND e.time < ? ORDER BY e.time DESC LIMIT ?",
        statement -> {
          statement.setLong(1, Events.micros(span.from()));
          statement.setLong(2, Events.micros(span.to()));
          statement.setInt(3, limit);
        },
        EventRows::read);
  }

  private static String table(Span span) {
    return span.step() == Span.Step.HOUR ? "hour" : "day";
  }

  private static String label(Dimension dimension) {
    return "json_extract(labels, '$." + dimension.name().toLowerCase(Locale.ROOT) + "')";
  }

  private static String conditions(Map<Dimension, String> where) {
    StringBuilder conditions = new StringBuilder();
    where.keySet().forEach(by -> conditions.append(" AND ").append(label(by)).append(" = ?"));
    return conditions.toString();
  }

  private static int bind(PreparedStatement statement, Map<Dimension, String> where, Span span)
      throws SQLException {
    int next = 1;
    for (String value : where.values()) {
      statement.setString(next++, value);
    }
    statement.setLong(next++, span.first());
    statement.setLong(next++, span.end());
    return next;
  }

  @FunctionalInterface
  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  @FunctionalInterface
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private synchronized <T> List<T> ask(String sql, Binding binding, Row<T> read)
      throws LedgerException {
    try (PreparedStatement statement = connection().prepareStatement(sql)) {
      binding.bind(statement);
      List<T> answers = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          answers.add(read.read(row));
        }
      }
      return answers;
    } catch (SQLException failure) {
      throw Faults.explain(file, failure);
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = Database.openToRead(file);
      connection = open;
    }
    return open;
  }

  /** Lets go of the file; the next question opens what stands there then. */
  synchronized void disconnect() {
    if (connection != null) {
      Database.close(connection);
      connection = null;
    }
  }
}
