package io.bouncewatch.ledger;

import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Series;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a damaged store still holds.
 *
 * @param messages empty where their table is damaged, or there was none yet
 * @param suppressions empty where the list itself is damaged
 */
record Salvaged(
    Map<Series, Long> totals,
    List<Checkpoint> checkpoints,
    List<OpenMessage> messages,
    List<Suppression> suppressions,
    Map<String, String> properties) {

  /**
   * Reads it.
   *
   * @throws SQLException if totals or positions are not sound
   */
  static Salvaged read(Connection connection) throws SQLException {
    // Lets a file be read that is shorter than it says.
    Database.execute(connection, "PRAGMA writable_schema = ON");
    Database.execute(connection, "PRAGMA query_only = ON");
    StoreTables.check(connection, List.of("series", "total", "checkpoint"));
    StoreTables tables = new StoreTables(connection, SuppressionPolicy.DEFAULT);
    Map<Series, Long> totals = tables.totals();
    List<Checkpoint> checkpoints = tables.checkpoints().all();
    List<Suppression> suppressions = new ArrayList<>();
    Map<String, String> properties = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      StoreTables.check(connection, List.of("property", "suppression"));
      try (ResultSet row = statement.executeQuery("SELECT name, value FROM property")) {
        while (row.next()) {
          properties.put(row.getString(1), row.getString(2));
        }
      }
      try (ResultSet row = statement.executeQuery(SuppressionRows.SELECT)) {
        while (row.next()) {
          suppressions.add(SuppressionRows.read(row));
        }
      }
    } catch (SQLException damagedToo) {
      suppressions.clear();
    }
    return new Salvaged(
        totals, checkpoints, openMessages(connection, tables), suppressions, properties);
  }

  /** Counts do not hang on them. */
  private static List<OpenMessage> openMessages(Connection connection, StoreTables tables) {
    List<OpenMessage> messages = new ArrayList<>();
    try {
      StoreTables.check(connection, List.of("open_message"));
      tables.openMessages().read(messages::add);
      return messages;
    } catch (SQLException damagedToo) {
      return List.of();
    }
  }
}
