package io.bouncewatch.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, and how a file of an earlier version gets them. */
final class Schema {

  private static final String ATTEMPTS = "metric IN ('mail.deliveries', 'mail.bounces')";

  private static final String LABELS =
      """
      SELECT %1$sid,
        CASE json_extract(%1$slabels, '$.type') WHEN 'soft' THEN 1 WHEN 'hard' THEN 2 ELSE 0 END,
        json_extract(%1$slabels, '$.domain'),
        json_extract(%1$slabels, '$.provider'),
        json_extract(%1$slabels, '$.service'),
        json_extract(%1$slabels, '$.transport'),
        json_extract(%1$slabels, '$.code'),
        json_extract(%1$slabels, '$.reason')""";

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
              ) WITHOUT ROWID"""),
          List.of(
              """
              CREATE TABLE hour (
                hour INTEGER NOT NULL,
                series INTEGER NOT NULL REFERENCES series (id),
                count INTEGER NOT NULL,
                PRIMARY KEY (hour, series)
              ) WITHOUT ROWID""",
              """
              CREATE TABLE day (
                day INTEGER NOT NULL,
                series INTEGER NOT NULL REFERENCES series (id),
                count INTEGER NOT NULL,
                PRIMARY KEY (day, series)
              ) WITHOUT ROWID""",
              // The labels of attempts once more, each by itself: taking them out of JSON whenever
              // something is asked takes longer than adding up. kind is 0 delivered, 1 soft, 2
              // hard.
              """
              CREATE TABLE label (
                series INTEGER PRIMARY KEY REFERENCES series (id),
                kind INTEGER NOT NULL,
                domain TEXT,
                provider TEXT,
                service TEXT,
                transport TEXT,
                code TEXT,
                reason TEXT
              )""",
              "INSERT INTO label " + LABELS.formatted("series.") + " FROM series WHERE " + ATTEMPTS,
              "CREATE TRIGGER series_label AFTER INSERT ON series WHEN NEW."
                  + ATTEMPTS
                  + " BEGIN INSERT INTO label "
                  + LABELS.formatted("NEW.")
                  + "; END",
              // What many events have in common, so that each has it in two bytes. Of its own
              // generation of events only, so that it can go when they have gone.
              """
              CREATE TABLE kind (
                id INTEGER PRIMARY KEY,
                generation INTEGER NOT NULL,
                source TEXT NOT NULL,
                mta TEXT NOT NULL,
                service TEXT NOT NULL,
                transport TEXT,
                provider TEXT NOT NULL,
                outcome TEXT NOT NULL,
                code TEXT NOT NULL,
                mta_code TEXT,
                reply_code INTEGER,
                reply_status TEXT,
                stage TEXT NOT NULL,
                reason TEXT,
                action TEXT,
                rule TEXT,
                confidence TEXT
              )""",
              // time in microseconds since 1970, delay in milliseconds. Ids are never used again,
              // because those who read events remember how far they are.
              """
              CREATE TABLE event (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                time INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                "offset" INTEGER NOT NULL,
                checksum INTEGER NOT NULL,
                ordinal INTEGER NOT NULL,
                delay INTEGER,
                queue_id TEXT,
                sender TEXT,
                recipient TEXT,
                original_recipient TEXT,
                relay_host TEXT,
                relay_ip TEXT,
                reply TEXT NOT NULL
              )""",
              "CREATE UNIQUE INDEX event_key ON event (\"offset\", checksum, ordinal)",
              "CREATE INDEX event_time ON event (time)"),
          UnknownTable.STEP,
          List.of(
              // Messages that are in a queue, and their recipients that wait. What is in state is
              // the correlator's business, ids too: they ascend, so what changes lies together.
              """
              CREATE TABLE open_message (
                id INTEGER PRIMARY KEY,
                state BLOB NOT NULL
              )""",
              // What other lines say of an event's message; 1 if its beginning was never seen.
              "ALTER TABLE event ADD COLUMN incomplete INTEGER",
              "ALTER TABLE event ADD COLUMN bounce_of TEXT",
              "ALTER TABLE event ADD COLUMN client TEXT",
              "ALTER TABLE event ADD COLUMN login TEXT",
              "ALTER TABLE event ADD COLUMN size INTEGER",
              "ALTER TABLE event ADD COLUMN recipients INTEGER",
              "ALTER TABLE event ADD COLUMN attempts INTEGER"),
          SuppressionTables.STEP,
          List.of("ALTER TABLE kind ADD COLUMN block_list TEXT"));

  private Schema() {}

  static int version() {
    return STEPS.size();
  }

  static void update(Path file, Connection connection) throws SQLException, LedgerException {
    update(file, connection, version());
  }

  /** Leads to an earlier version than the latest, in tests. */
  static void update(Path file, Connection connection, int target)
      throws SQLException, LedgerException {
    int found = version(connection);
    if (found > version()) {
      throw new LedgerException(
          "The store %s was written by a later Bouncewatch (version %d of its tables; this one knows"
                  .formatted(file, found)
              + " up to %d). Install that later version again, or name another directory with --store."
                  .formatted(version()));
    }
    for (int step = found; step < target; step++) {
      apply(connection, step);
    }
  }

  static int version(Connection connection) throws SQLException {
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
