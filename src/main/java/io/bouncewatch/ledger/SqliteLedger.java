package io.bouncewatch.ledger;

import io.bouncewatch.event.Series;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Totals and positions in one SQLite file, each batch in one transaction that is on the disk when
 * {@link #commit} returns.
 *
 * <p>One connection, used by one thread at a time. A second agent on the same directory is refused.
 */
public final class SqliteLedger implements Ledger {

  /** Name of the database inside the store directory. */
  public static final String FILE = "bouncewatch.db";

  private final Path file;
  private final StoreLock lock;
  private final Connection connection;
  private final Statements statements;
  private final Totals totals;
  private final Checkpoints checkpoints;
  private boolean closed;

  /** Takes over the lock and the connection. */
  SqliteLedger(Path file, StoreLock lock, Connection connection) throws SQLException {
    this.file = file;
    this.lock = lock;
    this.connection = connection;
    this.statements = new Statements(connection);
    this.totals = new Totals(statements);
    this.checkpoints = new Checkpoints(statements);
  }

  /**
   * Opens the store in a directory, both made if they are not there.
   *
   * @throws LedgerException if the directory can't be written, another agent has it, or its
   *     database is damaged or of a later version
   */
  public static SqliteLedger open(Path directory) throws LedgerException {
    StoreDirectory.prepare(directory);
    StoreLock lock = StoreLock.take(directory);
    try {
      NativeLibrary.load(directory);
      return open(directory.resolve(FILE), lock);
    } catch (LedgerException | RuntimeException | Error failure) {
      lock.close();
      throw failure;
    }
  }

  private static SqliteLedger open(Path file, StoreLock lock) throws LedgerException {
    Connection connection = Database.open(file);
    try {
      return new SqliteLedger(file, lock, connection);
    } catch (SQLException failure) {
      Database.close(connection);
      throw Faults.explain(file, failure);
    }
  }

  @Override
  public synchronized Map<Series, Long> totals() throws LedgerException {
    ensureOpen();
    try {
      return totals.read();
    } catch (SQLException failure) {
      throw fault(failure);
    }
  }

  @Override
  public synchronized Optional<Checkpoint> checkpoint(String source) throws LedgerException {
    ensureOpen();
    try {
      return checkpoints.read(source);
    } catch (SQLException failure) {
      throw fault(failure);
    }
  }

  @Override
  public synchronized void commit(Batch batch) throws LedgerException {
    ensureOpen();
    if (batch.isEmpty()) {
      return;
    }
    boolean committed = false;
    try {
      Database.execute(connection, "BEGIN IMMEDIATE");
      totals.add(batch.increments());
      checkpoints.put(batch.checkpoints());
      Database.execute(connection, "COMMIT");
      committed = true;
    } catch (SQLException failure) {
      throw fault(failure);
    } finally {
      if (committed) {
        totals.committed();
      } else {
        rollBack();
      }
    }
  }

  private LedgerException fault(SQLException failure) {
    statements.forget();
    return Faults.explain(file, failure);
  }

  private void rollBack() {
    totals.rolledBack();
    statements.forget();
    try {
      Database.execute(connection, "ROLLBACK");
    } catch (SQLException nothingToRollBack) {
      // SQLite ends the transaction by itself after some failures, a full disk among them. Had it
      // not, the next BEGIN would say so.
    }
  }

  private void ensureOpen() throws LedgerException {
    if (closed) {
      throw new LedgerException("The store " + file + " is closed already; open it again.");
    }
  }

  /** Closes the file and lets another agent have it; does nothing the second time. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Database.close(connection);
      lock.close();
    }
  }
}
