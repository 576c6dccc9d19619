package io.bouncewatch.ledger;

import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Recipients;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what a store holds of addresses into the form that is asked for now, if that says less.
 *
 * <p>The form is written down last, and what has it is left as it is: if it is interrupted, the
 * next start does it again. Every table with addresses must be here.
 */
final class Rewriting {

  private static final Logger LOG = LoggerFactory.getLogger(Rewriting.class);

  static final String KEPT = "recipients";
  static final String KEY = "recipients_key";

  private static final int ROWS = 2_000;

  private static final String SELECT =
      "SELECT id, sender, recipient, original_recipient, reply, checksum, login FROM event WHERE id > ?"
          + " ORDER BY id LIMIT "
          + ROWS;

  // Two lines of one offset get the same checksum once in four thousand million: better one event
  // less than one with its address.
  private static final String UPDATE =
      "UPDATE OR REPLACE event SET sender = ?, recipient = ?, original_recipient = ?, reply = ?,"
          + " checksum = ?, login = ? WHERE id = ?";

  private final Path file;
  private final Connection connection;
  private final Statements statements;
  private final Properties properties;
  private final AddressForm form;

  Rewriting(Path file, Connection connection, Statements statements, AddressForm form) {
    this.file = file;
    this.connection = connection;
    this.statements = statements;
    this.properties = new Properties(statements);
    this.form = form;
  }

  /** Does it, where there is anything to do. */
  void run() throws SQLException {
    Recipients before = properties.get(KEPT).flatMap(Recipients::parse).orElse(Recipients.FULL);
    Recipients now = form.kept();
    if (now.compareTo(before) > 0) {
      long rows =
          number(
              "SELECT (SELECT COUNT(*) FROM event) + (SELECT COUNT(*) FROM suppression)"
                  + " + (SELECT COUNT(*) FROM open_message)");
      if (rows > 0) {
        LOG.info(
            "recipients is {} now and was {}: {} events, open messages and listed addresses are"
                + " rewritten, and what is freed is overwritten; this may take minutes",
            now.label(),
            before.label(),
            rows);
        events();
        openMessages();
        suppressions();
        clean();
        LOG.info("the store holds no address any more that recipients: {} forbids", now.label());
      }
      tellOfCopies();
    } else if (now.compareTo(before) < 0) {
      LOG.info(
          "recipients is {} now and was {}: what was stored stays as it is, what comes is kept in"
              + " the new form",
          now.label(),
          before.label());
    }
    compareKeys();
    remember();
  }

  /** Writes down which form the store has. */
  void remember() throws SQLException {
    properties.put(KEPT, form.kept().label());
    if (!form.keyId().isEmpty()) {
      properties.put(KEY, form.keyId());
    }
  }

  private void compareKeys() throws SQLException {
    String before = properties.get(KEY).orElse("");
    if (!form.keyId().isEmpty() && !before.isEmpty() && !before.equals(form.keyId())) {
      LOG.warn(
          "the key of the store {} is another than before: the same address gets another hash from"
              + " now on, and no delivery takes off the suppression list what was listed under the"
              + " old one",
          file);
    }
  }

  private record Row(
      long id, Envelope envelope, String reply, int checksum, @Nullable String login) {}

  private void events() throws SQLException {
    long last = 0;
    List<Row> rows = after(last);
    while (!rows.isEmpty()) {
      Database.execute(connection, "BEGIN IMMEDIATE");
      try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
        for (Row row : rows) {
          bind(update, row);
          update.executeUpdate();
          last = row.id();
        }
      }
      Database.execute(connection, "COMMIT");
      rows = after(last);
    }
  }

  private List<Row> after(long id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setLong(1, id);
      List<Row> rows = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Envelope envelope = new Envelope(row.getString(2), row.getString(3), row.getString(4));
          rows.add(
              new Row(row.getLong(1), envelope, row.getString(5), row.getInt(6), row.getString(7)));
        }
      }
      return rows;
    }
  }

  private void bind(PreparedStatement update, Row row) throws SQLException {
    Envelope envelope = form.envelope(row.envelope());
    update.setString(1, envelope.sender());
    update.setString(2, envelope.recipient());
    update.setString(3, envelope.originalRecipient());
    update.setString(4, form.reply(row.reply(), row.envelope()));
    update.setInt(5, form.checksum(row.checksum()));
    update.setString(6, form.login(row.login()));
    update.setLong(7, row.id());
  }

  private void openMessages() throws SQLException {
    OpenMessages table = new OpenMessages(statements);
    List<OpenMessage> changed = new ArrayList<>();
    table.read(stored -> changed.add(form.openMessage(stored)));
    Database.execute(connection, "BEGIN IMMEDIATE");
    table.put(changed);
    Database.execute(connection, "COMMIT");
  }

  private void suppressions() throws SQLException {
    List<Suppression> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SuppressionRows.SELECT)) {
      while (row.next()) {
        rows.add(SuppressionRows.read(row));
      }
    }
    Database.execute(connection, "BEGIN IMMEDIATE");
    Database.execute(connection, "DELETE FROM suppression");
    try (PreparedStatement put = connection.prepareStatement(SuppressionRows.PUT)) {
      for (Suppression row : rows) {
        String address = form.address(row.address());
        if (address != null) {
          SuppressionRows.bind(put, row.withAddress(address));
          put.executeUpdate();
        }
      }
    }
    Database.execute(connection, "COMMIT");
  }

  /** What rows leave behind in pages of the file and of its log goes, too. */
  private void clean() throws SQLException {
    // In memory, the copy that VACUUM makes would take as much as the store.
    statements.forget(); // VACUUM waits for none that is half run
    Database.execute(connection, "PRAGMA temp_store = FILE");
    Database.execute(connection, "VACUUM");
    Database.execute(connection, "PRAGMA temp_store = MEMORY");
    if (number("PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
      throw Faults.busy("another program reads the store, whose log can't be emptied");
    }
  }

  private void tellOfCopies() {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      return;
    }
    try (DirectoryStream<Path> copies =
        Files.newDirectoryStream(directory, file.getFileName() + ".damaged-*")) {
      copies.forEach(
          copy ->
              LOG.warn(
                  "{} is a store that was set aside, and is left as it is; it may hold addresses:"
                      + " delete it when it is not needed any more",
                  copy));
    } catch (IOException unreadable) {
      LOG.warn("can't look for stores that were set aside in {}", directory);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
