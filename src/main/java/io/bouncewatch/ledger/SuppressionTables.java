package io.bouncewatch.ledger;

import java.util.List;

/** The tables of the suppression list, as a step of the schema. */
final class SuppressionTables {

  // key is the address in lower case: who it is. first and last in microseconds since 1970.
  static final List<String> STEP =
      List.of(
          """
          CREATE TABLE suppression (
            key TEXT PRIMARY KEY,
            address TEXT NOT NULL,
            state TEXT NOT NULL,
            code TEXT NOT NULL,
            reason TEXT NOT NULL,
            rule TEXT NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            count INTEGER NOT NULL,
            mailbox_full TEXT,
            undetermined TEXT
          ) WITHOUT ROWID""",
          "CREATE INDEX suppression_age ON suppression (state, last)",
          // What must survive a restart, and is one value.
          """
          CREATE TABLE property (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
          ) WITHOUT ROWID""");

  private SuppressionTables() {}
}
