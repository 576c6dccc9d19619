package io.bouncewatch.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table {@code checkpoint}. Used by one thread at a time. */
final class Checkpoints {

  private static final String SELECT =
      "SELECT file_id, \"offset\" FROM checkpoint WHERE source = ?";

  private static final String UPSERT =
      "INSERT INTO checkpoint (source, file_id, \"offset\") VALUES (?, ?, ?)"
          + " ON CONFLICT (source) DO UPDATE"
          + " SET file_id = excluded.file_id, \"offset\" = excluded.\"offset\"";

  private final Statements statements;

  Checkpoints(Statements statements) {
    this.statements = statements;
  }

  Optional<Checkpoint> read(String source) throws SQLException {
    PreparedStatement select = statements.get(SELECT);
    select.setString(1, source);
    try (ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(new Checkpoint(source, row.getString(1), row.getLong(2)))
          : Optional.empty();
    }
  }

  void put(List<Checkpoint> checkpoints) throws SQLException {
    PreparedStatement upsert = statements.get(UPSERT);
    for (Checkpoint checkpoint : checkpoints) {
      upsert.setString(1, checkpoint.source());
      upsert.setString(2, checkpoint.fileId());
      upsert.setLong(3, checkpoint.offset());
      upsert.executeUpdate();
    }
  }
}
