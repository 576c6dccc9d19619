package io.bouncewatch.ledger;

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

  private static final String SUMS =
      "SUM(CASE l.kind WHEN 0 THEN r.count ELSE 0 END),"
          + " SUM(CASE l.kind WHEN 1 THEN r.count ELSE 0 END),"
          + " SUM(CASE l.kind WHEN 2 THEN r.count ELSE 0 END)";

  // Steps are added up by series first: labels are looked up once a series.
  private static final String TOP =
      "WITH r AS MATERIALIZED (SELECT series, SUM(count) AS count FROM %1$s WHERE %1$s >= ? AND"
          + " %1$s < ? GROUP BY series) SELECT l.%2$s, "
          + SUMS
          + " FROM r JOIN label l ON l.series = r.series WHERE l.%2$s IS NOT NULL%3$s"
          + " GROUP BY l.%2$s ORDER BY SUM(r.count) DESC, l.%2$s LIMIT ?";

  private static final String TIMELINE =
      "SELECT r.%1$s, "
          + SUMS
          + " FROM %1$s r CROSS JOIN label l ON l.series = r.series WHERE r.%1$s >= ? AND r.%1$s < ?"
          + "%2$s GROUP BY r.%1$s ORDER BY r.%1$s";

  private final Path file;
  private @Nullable Connection connection;

  SqliteQueries(Path file) {
    this.file = file;
  }

  @Override
  public List<Count> top(Span span, Dimension by, Map<Dimension, String> where, int limit)
      throws LedgerException {
    String sql = TOP.formatted(table(span), column(by), conditions(where));
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
    String sql = TIMELINE.formatted(table(span), conditions(where));
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

  private static String column(Dimension dimension) {
    return dimension.name().toLowerCase(Locale.ROOT);
  }

  private static String conditions(Map<Dimension, String> where) {
    StringBuilder conditions = new StringBuilder();
    where.keySet().forEach(by -> conditions.append(" AND l.").append(column(by)).append(" = ?"));
    return conditions.toString();
  }

  private static int bind(PreparedStatement statement, Map<Dimension, String> where, Span span)
      throws SQLException {
    statement.setLong(1, span.first());
    statement.setLong(2, span.end());
    int next = 3;
    for (String value : where.values()) {
      statement.setString(next++, value);
    }
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
