package io.bouncewatch.ledger;

import io.bouncewatch.event.OpenMessage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** The table {@code open_message}. Used by one thread at a time. */
final class OpenMessages {

  private static final String SELECT = "SELECT id, state FROM open_message ORDER BY id";

  private static final String UPSERT =
      "INSERT INTO open_message (id, state) VALUES (?, ?)"
          + " ON CONFLICT (id) DO UPDATE SET state = excluded.state";

  private static final String DELETE = "DELETE FROM open_message WHERE id = ?";

  private final Statements statements;

  OpenMessages(Statements statements) {
    this.statements = statements;
  }

  void read(Consumer<OpenMessage> to) throws SQLException {
    try (ResultSet row = statements.get(SELECT).executeQuery()) {
      while (row.next()) {
        to.accept(OpenMessage.of(row.getLong(1), row.getBytes(2)));
      }
    }
  }

  void put(List<OpenMessage> messages) throws SQLException {
    for (OpenMessage message : messages) {
      byte[] state = message.state();
      PreparedStatement change = statements.get(state == null ? DELETE : UPSERT);
      change.setLong(1, message.id());
      if (state != null) {
        change.setBytes(2, state);
      }
      change.executeUpdate();
    }
  }
}
