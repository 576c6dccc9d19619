package io.bouncewatch.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A connection to the store's file, set up to be safe after a power cut and small in memory. */
final class Database {

  private static final List<String> SETTINGS =
      List.of(
          // First: changing the journal mode may have to wait for a reader. No longer than this,
          // because an agent that is told to stop must not wait for it.
          "PRAGMA busy_timeout = 1000",
          // Before there are tables: pages that became free can be given back later.
          "PRAGMA auto_vacuum = INCREMENTAL",
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
          // The disk may be full, or mounted read-only, where temporary files go.
          "PRAGMA temp_store = MEMORY",
          "PRAGMA foreign_keys = ON");

  private static final List<String> READER_SETTINGS =
      List.of(
          "PRAGMA busy_timeout = 1000",
          "PRAGMA query_only = ON",
          "PRAGMA cache_size = -2048",
          "PRAGMA mmap_size = 0",
          "PRAGMA temp_store = MEMORY");

  /** What SQLite appends to the name of a database: nothing, the log, and the log's index. */
  static final List<String> FILES = List.of("", "-wal", "-shm");

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
      letShrink(connection);
      return connection;
    } catch (SQLException failure) {
      close(connection);
      throw Faults.explain(file, failure);
    } catch (LedgerException | RuntimeException failure) {
      close(connection);
      throw failure;
    }
  }

  /** A file of the first version has to be written anew for that; it holds totals alone. */
  private static void letShrink(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA auto_vacuum")) {
      if (row.next() && row.getInt(1) != 0) {
        return;
      }
    }
    execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
    execute(connection, "VACUUM");
  }

  /** A connection that only reads, while the other one writes. */
  static Connection openToRead(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try {
      for (String setting : READER_SETTINGS) {
        execute(connection, setting);
      }
      return connection;
    } catch (SQLException | RuntimeException failure) {
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
