package io.bouncewatch.ledger;

import io.bouncewatch.event.Series;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An open store: its connection and its tables. Used by one thread at a time. */
final class StoreTables implements AutoCloseable {

  /** Rows of series with a domain in an hour; 90 days of full hours take some 150 MB. */
  private static final int HOUR_ROWS = 5_000;

  private static final int DAY_ROWS = 10_000;
  private static final int HOURS_A_DAY = 24;

  private final Connection connection;
  private final Statements statements;
  private final Totals totals;
  private final Checkpoints checkpoints;
  private final Rollups hours;
  private final Rollups days;
  private final Events events;
  private final UnknownTable unknown;
  private final OpenMessages openMessages;
  private final Suppressions suppressions;

  /** Takes over the connection. */
  StoreTables(Connection connection, SuppressionPolicy policy) throws SQLException {
    this.connection = connection;
    this.statements = new Statements(connection);
    this.totals = new Totals(statements);
    this.checkpoints = new Checkpoints(statements);
    this.hours = new Rollups(statements, totals, "hour", HOUR_ROWS);
    this.days = new Rollups(statements, totals, "day", DAY_ROWS);
    this.events = new Events(statements);
    this.unknown = new UnknownTable(statements);
    this.openMessages = new OpenMessages(statements);
    this.suppressions = new Suppressions(statements, policy);
  }

  /**
   * Opens a file, and makes sure that what counting goes on from is sound.
   *
   * @throws LedgerException if it can't; {@link Faults#isDamage(LedgerException)} tells whether a
   *     retry may help
   */
  static StoreTables open(Path file, SuppressionPolicy policy) throws LedgerException {
    Connection connection = Database.open(file);
    try {
      check(connection);
      return new StoreTables(connection, policy);
    } catch (SQLException failure) {
      Database.close(connection);
      throw Faults.explain(file, failure);
    }
  }

  /**
   * Reads the small tables through. The large ones would take seconds a gigabyte, and are met as
   * they are used.
   */
  static void check(Connection connection) throws SQLException {
    check(connection, List.of("series", "total", "checkpoint", "open_message"));
  }

  static void check(Connection connection, List<String> tables) throws SQLException {
    for (String table : tables) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("PRAGMA integrity_check(" + table + ")")) {
        String answer = row.next() ? row.getString(1) : "no answer";
        if (!answer.equals("ok")) {
          throw Faults.damage(answer);
        }
      }
    }
  }

  Statements statements() {
    return statements;
  }

  Map<Series, Long> totals() throws SQLException {
    return totals.read();
  }

  Checkpoints checkpoints() {
    return checkpoints;
  }

  OpenMessages openMessages() {
    return openMessages;
  }

  Suppressions suppressions() {
    return suppressions;
  }

  void commit(Ledger.Batch batch) throws SQLException {
    boolean committed = false;
    try {
      Database.execute(connection, "BEGIN IMMEDIATE");
      totals.add(batch.increments());
      hours.add(bySteps(batch.history(), 1));
      days.add(bySteps(batch.history(), HOURS_A_DAY));
      events.add(batch.events());
      unknown.add(batch.unknown());
      suppressions.add(batch.sightings());
      checkpoints.put(batch.checkpoints());
      openMessages.put(batch.messages());
      Database.execute(connection, "COMMIT");
      committed = true;
    } finally {
      if (committed) {
        totals.committed();
      } else {
        rollBack();
      }
    }
  }

  /** Brings addresses into a form. */
  Rewriting rewriting(Path file, AddressForm form) {
    return new Rewriting(file, connection, statements, form);
  }

  /** Writes what another store held. */
  void carryOver(Salvaged salvaged) throws SQLException {
    commit(
        new Ledger.Batch(salvaged.totals(), salvaged.checkpoints())
            .withMessages(salvaged.messages()));
    Database.execute(connection, "BEGIN IMMEDIATE");
    for (Suppression suppression : salvaged.suppressions()) {
      suppressions.put(suppression);
    }
    for (Map.Entry<String, String> property : salvaged.properties().entrySet()) {
      new Properties(statements).put(property.getKey(), property.getValue());
    }
    Database.execute(connection, "COMMIT");
  }

  private static Map<Long, Map<Series, Long>> bySteps(Map<HourlySeries, Long> history, int hours) {
    Map<Long, Map<Series, Long>> steps = new HashMap<>();
    history.forEach(
        (place, count) ->
            steps
                .computeIfAbsent(Math.floorDiv(place.hour(), hours), step -> new HashMap<>())
                .merge(place.series(), count, Long::sum));
    return steps;
  }

  private void rollBack() {
    totals.rolledBack();
    hours.forget();
    days.forget();
    events.rolledBack();
    suppressions.rolledBack();
    statements.forget();
    try {
      Database.execute(connection, "ROLLBACK");
    } catch (SQLException nothingToRollBack) {
      // SQLite ends the transaction by itself after some failures, a full disk among them. Had it
      // not, the next BEGIN would say so.
    }
  }

  @Override
  public void close() {
    statements.forget();
    Database.close(connection);
  }
}
