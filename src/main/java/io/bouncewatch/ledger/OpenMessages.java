package io.bouncewatch.ledger;

import io.bouncewatch.event.OpenMessage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** The table {@code open_message}. Used by one thread at a time. */
final class OpenMessages {

  private static final String SELECT = "SELECT key, state FROM open_message ORDER BY key";

  private static final String UPSERT =
      "INSERT INTO open_message (key, state) VALUES (?, ?)"
          + " ON CONFLICT (key) DO UPDATE SET state = excluded.state";

  private static final String DELETE = "DELETE FROM open_message WHERE key = ?";

  private final Statements statements;

  OpenMessages(Statements statements) {
    this.statements = statements;
  }

  void read(Consumer<OpenMessage> to) throws SQLException {
    try (ResultSet row = statements.get(SELECT).executeQuery()) {
      while (row.next()) {
        to.accept(OpenMessage.of(row.getString(1), row.getBytes(2)));
      }
    }
  }

  void put(List<OpenMessage> messages) throws SQLException {
    for (OpenMessage message : messages) {
      byte[] state = message.state();
      PreparedStatement change = statements.get(state == null ? DELETE : UPSERT);
      change.setString(1, message.key());
      if (state != null) {
        change.setBytes(2, state);
      }
      change.executeUpdate();
    }
  }
}
