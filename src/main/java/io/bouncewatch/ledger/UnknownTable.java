package io.bouncewatch.ledger;

import io.bouncewatch.event.ReplyTemplate;
import io.bouncewatch.event.UnknownReplies;
import io.bouncewatch.event.UnknownReply;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables {@code unknown_reply} and {@code unknown_left_out}: wordings to learn from, at most
 * {@value #MOST}. Those seen least go first, and of them those not seen for longest. Used by one
 * thread at a time.
 */
final class UnknownTable {

  static final int MOST = 2_000;

  /** A step of the {@link Schema}. Times in microseconds since 1970. */
  static final List<String> STEP =
      List.of(
          """
          CREATE TABLE unknown_reply (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL,
            reply_code INTEGER NOT NULL,
            code TEXT NOT NULL,
            count INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            providers TEXT NOT NULL,
            UNIQUE (text, reply_code, code)
          )""",
          "CREATE TABLE unknown_left_out (replies INTEGER NOT NULL)",
          "INSERT INTO unknown_left_out VALUES (0)");

  private static final String SELECT =
      "SELECT text, reply_code, code, count, first_seen, last_seen, providers FROM unknown_reply";

  private static final String PUT =
      "INSERT INTO unknown_reply (text, reply_code, code, count, first_seen, last_seen, providers)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (text, reply_code, code) DO UPDATE SET"
          + " count = excluded.count, first_seen = excluded.first_seen, last_seen = excluded.last_seen,"
          + " providers = excluded.providers";

  private static final String LEAST = " FROM unknown_reply ORDER BY count, last_seen LIMIT ";

  private final Statements statements;

  UnknownTable(Statements statements) {
    this.statements = statements;
  }

  void add(UnknownReplies more) throws SQLException {
    if (more.isEmpty()) {
      return;
    }
    PreparedStatement put = statements.get(PUT);
    for (UnknownReply reply : more.templates()) {
      bind(put, known(reply));
      put.addBatch();
    }
    put.executeBatch();
    leaveOut(more.leftOut() + trim());
  }

  private UnknownReply known(UnknownReply reply) throws SQLException {
    PreparedStatement select =
        statements.get(SELECT + " WHERE text = ? AND reply_code = ? AND code = ?");
    select.setString(1, reply.template().text());
    select.setInt(2, reply.template().replyCode());
    select.setString(3, reply.template().code());
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? read(row).plus(reply) : reply;
    }
  }

  private static void bind(PreparedStatement put, UnknownReply reply) throws SQLException {
    put.setString(1, reply.template().text());
    put.setInt(2, reply.template().replyCode());
    put.setString(3, reply.template().code());
    put.setLong(4, reply.count());
    put.setLong(5, Events.micros(reply.first()));
    put.setLong(6, Events.micros(reply.last()));
    put.setString(7, String.join(" ", reply.providers()));
  }

  /** Deletes what is too many; answers how many replies that were. */
  private long trim() throws SQLException {
    long tooMany = number("SELECT COUNT(*) FROM unknown_reply") - MOST;
    if (tooMany <= 0) {
      return 0;
    }
    long replies = number("SELECT SUM(count) FROM (SELECT count" + LEAST + tooMany + ")");
    statements.run("DELETE FROM unknown_reply WHERE id IN (SELECT id" + LEAST + tooMany + ")");
    return replies;
  }

  private long number(String sql) throws SQLException {
    // Not kept prepared: its text holds a number.
    try (Statement statement = statements.connection().createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void leaveOut(long replies) throws SQLException {
    if (replies > 0) {
      statements.run("UPDATE unknown_left_out SET replies = replies + " + replies);
    }
  }

  /** All of them, the most frequent first. */
  static UnknownReplies read(Connection connection) throws SQLException {
    List<UnknownReply> replies = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SELECT + " ORDER BY count DESC, last_seen DESC")) {
      while (row.next()) {
        replies.add(read(row));
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT replies FROM unknown_left_out")) {
      return new UnknownReplies(replies, row.next() ? row.getLong(1) : 0);
    }
  }

  private static UnknownReply read(ResultSet row) throws SQLException {
    return new UnknownReply(
        new ReplyTemplate(row.getString(1), row.getInt(2), row.getString(3)),
        row.getLong(4),
        instant(row.getLong(5)),
        instant(row.getLong(6)),
        providers(row.getString(7)));
  }

  private static Set<String> providers(String stored) {
    return new HashSet<>(List.of(stored.split(" ", -1)));
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }
}
