package io.bouncewatch.ledger;

import io.bouncewatch.event.Recipients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The suppression list of a store, read beside the agent that writes it: nothing is locked, nothing
 * is changed, and commits do not wait. Used by one thread.
 */
public final class SuppressionList implements AutoCloseable {

  /** Read at once; between pages the store is let go of, so that a slow reader holds up nothing. */
  private static final int PAGE = 5_000;

  private final Path file;
  private final Connection connection;

  private SuppressionList(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens the list of the store in a directory.
   *
   * @throws LedgerException if there is no store, it may not be read, or it has no list yet
   */
  public static SuppressionList open(Path directory) throws LedgerException {
    Path file = directory.resolve(SqliteLedger.FILE);
    if (Files.notExists(file)) {
      throw new LedgerException(
          "There is no store in %s (or this user may not look into it). Name the directory that the agent has as its store."
              .formatted(directory));
    }
    if (!Files.isReadable(file)) {
      throw new LedgerException(
          "This user may not read the store %s. Run the command as the user that the agent runs as."
              .formatted(file));
    }
    NativeLibrary.loadToRead(directory);
    try {
      Connection connection = Database.openToRead(file);
      String fault = fault(file, connection);
      if (!fault.isEmpty()) {
        Database.close(connection);
        throw new LedgerException(fault);
      }
      return new SuppressionList(file, connection);
    } catch (SQLException failure) {
      throw unread(file, failure);
    }
  }

  private static String fault(Path file, Connection connection) throws SQLException {
    if (Schema.version(connection) < Schema.version()) {
      return "The store %s was written by an earlier Bouncewatch, which kept no such list. Start the agent of this version on it once."
          .formatted(file);
    }
    boolean none =
        new Properties(new Statements(connection))
            .get(Rewriting.KEPT)
            .equals(Optional.of(Recipients.NONE.label()));
    return none
        ? "The agent of the store %s is told to keep no recipients (recipients: none), so there is no list of addresses. It takes recipients: hashed or full."
            .formatted(file)
        : "";
  }

  private static LedgerException unread(Path file, SQLException failure) {
    return new LedgerException(
        "The store %s can't be read: %s. Run the command as the user that the agent runs as."
            .formatted(file, failure.getMessage()),
        failure);
  }

  /**
   * Shows every listed address, in the order of their letters; those with too few strikes are not
   * listed.
   *
   * @param since only those whose last failure is not older
   */
  public void forEach(Instant since, Consumer<Suppression> to) throws LedgerException {
    String last = "";
    List<Suppression> page = page(last, since);
    while (!page.isEmpty()) {
      page.forEach(to);
      last = SuppressionRows.key(page.get(page.size() - 1).address());
      page = page(last, since);
    }
  }

  private List<Suppression> page(String after, Instant since) throws LedgerException {
    String sql =
        SuppressionRows.SELECT
            + " WHERE key > ? AND state <> 'watched' AND last >= ? ORDER BY key LIMIT "
            + PAGE;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, after);
      select.setLong(2, since.equals(Instant.MIN) ? Long.MIN_VALUE : Events.micros(since));
      List<Suppression> page = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          page.add(SuppressionRows.read(row));
        }
      }
      return page;
    } catch (SQLException failure) {
      throw unread(file, failure);
    }
  }

  @Override
  public void close() {
    Database.close(connection);
  }
}
