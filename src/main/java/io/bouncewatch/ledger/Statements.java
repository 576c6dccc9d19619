package io.bouncewatch.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Prepared statements, each prepared once.
 *
 * <p>The driver closes a statement that failed (a full disk is enough), and a batch may be left in
 * it; so after a failure all are prepared anew. Used by one thread at a time.
 */
final class Statements {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** The statement for a text; it stays open, its caller does not close it. */
  PreparedStatement get(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known != null) {
      return known;
    }
    PreparedStatement statement = connection.prepareStatement(sql);
    prepared.put(sql, statement);
    return statement;
  }

  Connection connection() {
    return connection;
  }

  /** Runs to its end what gives no answer. */
  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** Lets go of all of them. */
  void forget() {
    for (PreparedStatement statement : prepared.values()) {
      try {
        statement.close();
      } catch (SQLException brokenAnyway) {
        // It is given up either way; the connection frees what is left.
      }
    }
    prepared.clear();
  }
}
