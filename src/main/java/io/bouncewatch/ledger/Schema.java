package io.bouncewatch.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, and how a file of an earlier version gets them. */
final class Schema {

  /** Step n leads from version n to n + 1. Steps are added, never changed. */
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE series (
                id INTEGER PRIMARY KEY,
                metric TEXT NOT NULL,
                labels TEXT NOT NULL,
                UNIQUE (metric, labels)
              )""",
              """
              CREATE TABLE total (
                series INTEGER PRIMARY KEY REFERENCES series (id),
                value INTEGER NOT NULL CHECK (value >= 0)
              )""",
              """
              CREATE TABLE checkpoint (
                source TEXT NOT NULL,
                place INTEGER NOT NULL,
                file_id TEXT NOT NULL,
                "offset" INTEGER NOT NULL CHECK ("offset" >= 0),
                PRIMARY KEY (source, place)
              ) WITHOUT ROWID"""));

  private Schema() {}

  static int version() {
    return STEPS.size();
  }

  static void update(Path file, Connection connection) throws SQLException, LedgerException {
    int found = read(connection);
    if (found > version()) {
      throw new LedgerException(
          "The store %s was written by a later Bouncewatch (version %d of its tables; this one knows"
                  .formatted(file, found)
              + " up to %d). Install that later version again, or name another directory with --store."
                  .formatted(version()));
    }
    for (int step = found; step < version(); step++) {
      apply(connection, step);
    }
  }

  private static int read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** One transaction a step: the version moves with the tables, or neither does. */
  private static void apply(Connection connection, int step) throws SQLException {
    Database.execute(connection, "BEGIN IMMEDIATE");
    try {
      for (String sql : STEPS.get(step)) {
        Database.execute(connection, sql);
      }
      Database.execute(connection, "PRAGMA user_version = " + (step + 1));
      Database.execute(connection, "COMMIT");
    } catch (SQLException failure) {
      rollBack(connection, failure);
      throw failure;
    }
  }

  private static void rollBack(Connection connection, SQLException failure) {
    try {
      Database.execute(connection, "ROLLBACK");
    } catch (SQLException endedAlready) {
      failure.addSuppressed(endedAlready);
    }
  }
}
