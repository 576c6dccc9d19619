package io.bouncewatch.ledger;

import io.bouncewatch.event.UnknownReplies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Reads the wordings to learn from out of a store, while an agent may be using it. */
public final class StoredUnknown {

  private StoredUnknown() {}

  /**
   * What a store holds, the most frequent first.
   *
   * @throws LedgerException if there is no store, or it can't be read
   */
  public static UnknownReplies read(Path directory) throws LedgerException {
    Path file = directory.resolve(SqliteLedger.FILE);
    if (!Files.exists(file)) {
      throw new LedgerException(
          "There is no store in "
              + directory
              + "; name the agent's with --store or --config, or name log files.");
    }
    try {
      Connection connection = Database.openToRead(file);
      try {
        if (Schema.version(connection) < Schema.version()) {
          throw new LedgerException(
              "The store "
                  + file
                  + " is of an earlier version; start this version's agent on it once.");
        }
        return UnknownTable.read(connection);
      } finally {
        Database.close(connection);
      }
    } catch (SQLException failure) {
      throw Faults.explain(file, failure);
    }
  }
}
