package io.bouncewatch.ledger;

import io.bouncewatch.event.FilePosition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code checkpoint}. Used by one thread at a time. */
final class Checkpoints {

  private static final String SELECT =
      "SELECT file_id, \"offset\" FROM checkpoint WHERE source = ? ORDER BY place";

  private static final String UPSERT =
      "INSERT INTO checkpoint (source, place, file_id, \"offset\") VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (source, place) DO UPDATE"
          + " SET file_id = excluded.file_id, \"offset\" = excluded.\"offset\"";

  private static final String FORGET = "DELETE FROM checkpoint WHERE source = ? AND place >= ?";

  private final Statements statements;

  Checkpoints(Statements statements) {
    this.statements = statements;
  }

  Optional<Checkpoint> read(String source) throws SQLException {
    PreparedStatement select = statements.get(SELECT);
    select.setString(1, source);
    List<FilePosition> files = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        files.add(new FilePosition(row.getString(1), row.getLong(2)));
      }
    }
    return files.isEmpty() ? Optional.empty() : Optional.of(new Checkpoint(source, files));
  }

  /** Those of all sources. */
  List<Checkpoint> all() throws SQLException {
    List<String> sources = new ArrayList<>();
    try (ResultSet row = statements.get("SELECT DISTINCT source FROM checkpoint").executeQuery()) {
      while (row.next()) {
        sources.add(row.getString(1));
      }
    }
    List<Checkpoint> all = new ArrayList<>();
    for (String source : sources) {
      read(source).ifPresent(all::add);
    }
    return all;
  }

  void put(List<Checkpoint> checkpoints) throws SQLException {
    for (Checkpoint checkpoint : checkpoints) {
      put(checkpoint);
    }
  }

  private void put(Checkpoint checkpoint) throws SQLException {
    PreparedStatement upsert = statements.get(UPSERT);
    int place = 0;
    for (FilePosition file : checkpoint.files()) {
      upsert.setString(1, checkpoint.source());
      upsert.setInt(2, place++);
      upsert.setString(3, file.fileId());
      upsert.setLong(4, file.offset());
      upsert.executeUpdate();
    }
    PreparedStatement forget = statements.get(FORGET);
    forget.setString(1, checkpoint.source());
    forget.setInt(2, place);
    forget.executeUpdate();
  }
}
