package io.bouncewatch.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table {@code property}: single values under a name. Used by one thread at a time. */
final class Properties {

  private static final String PUT =
      "INSERT INTO property (name, value) VALUES (?, ?)"
          + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

  private final Statements statements;

  Properties(Statements statements) {
    this.statements = statements;
  }

  Optional<String> get(String name) throws SQLException {
    PreparedStatement select = statements.get("SELECT value FROM property WHERE name = ?");
    select.setString(1, name);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  void put(String name, String value) throws SQLException {
    PreparedStatement put = statements.get(PUT);
    put.setString(1, name);
    put.setString(2, value);
    put.executeUpdate();
  }
}
