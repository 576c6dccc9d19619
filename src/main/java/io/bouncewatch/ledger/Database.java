package io.bouncewatch.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A connection to the store's file, set up to be safe after a power cut and small in memory. */
final class Database {

  private static final List<String> SETTINGS =
      List.of(
          // First: changing the journal mode may have to wait for a reader.
          "PRAGMA busy_timeout = 5000",
          "PRAGMA journal_mode = WAL",
          // In WAL mode, only FULL makes a commit survive a power cut.
          "PRAGMA synchronous = FULL",
          // In KiB when negative.
          "PRAGMA cache_size = -2048",
          // Mapped pages count as resident memory.
          "PRAGMA mmap_size = 0",
          // In pages of 4 KiB: the log is moved into the file every 2 MiB.
          "PRAGMA wal_autocheckpoint = 512",
          "PRAGMA journal_size_limit = 4194304",
          "PRAGMA foreign_keys = ON");

  private Database() {}

  /**
   * Opens the file and brings its schema up to date.
   *
   * @throws LedgerException if it can't; this is the one place where a damaged file is met first
   */
  static Connection open(Path file) throws LedgerException {
    Connection connection = connect(file);
    try {
      for (String setting : SETTINGS) {
        execute(connection, setting);
      }
      Schema.update(file, connection);
      return connection;
    } catch (SQLException failure) {
      close(connection);
      throw Faults.explain(file, failure);
    } catch (LedgerException | RuntimeException failure) {
      close(connection);
      throw failure;
    }
  }

  private static Connection connect(Path file) throws LedgerException {
    try {
      return DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
    } catch (SQLException failure) {
      throw Faults.explain(file, failure);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException leftToTheNextStart) {
      // What was committed is in the log file, and the next start reads it.
    }
  }
}
