package io.bouncewatch.ledger;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.MessageFacts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the table {@code event}. Used by one thread at a time. */
final class Events {

  /** Events in the same generation share their kinds. */
  static final int GENERATION_BITS = 16;

  private static final String LAST_ID =
      "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'event'";

  // One line may yield several events. Were two lines ever the same by offset and checksum, they
  // are told apart in the same way: a key in use must not make every commit fail.
  private static final String INSERT =
      "INSERT INTO event (id, time, kind, \"offset\", checksum, ordinal, delay, queue_id, sender,"
          + " recipient, original_recipient, relay_host, relay_ip, reply, incomplete, bounce_of,"
          + " client, login, size, recipients, attempts) VALUES (?1, ?2, ?3, ?4,"
          + " ?5, (SELECT COALESCE(MAX(ordinal) + 1, 0) FROM event WHERE \"offset\" = ?4 AND"
          + " checksum = ?5), ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"
          + " ?20)";

  private final Statements statements;
  private final Kinds kinds;

  /** Id of the last event; -1 when it must be asked for. */
  private long last = -1;

  Events(Statements statements) {
    this.statements = statements;
    this.kinds = new Kinds(statements);
  }

  void add(List<DeliveryEvent> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    if (last < 0) {
      last = askLast();
    }
    for (DeliveryEvent event : events) {
      insert(last + 1, event);
      last++;
    }
  }

  private long askLast() throws SQLException {
    try (ResultSet row = statements.get(LAST_ID).executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private void insert(long id, DeliveryEvent event) throws SQLException {
    Attempt attempt = event.attempt();
    Envelope envelope = attempt.envelope();
    PreparedStatement insert = statements.get(INSERT);
    insert.setLong(1, id);
    insert.setLong(2, micros(attempt.time()));
    insert.setLong(3, kinds.id(event, id >> GENERATION_BITS));
    insert.setLong(4, event.position().offset());
    insert.setLong(5, event.position().checksum());
    insert.setObject(6, millis(attempt.delay()));
    insert.setString(7, attempt.origin().queueId());
    insert.setString(8, envelope.sender());
    insert.setString(9, envelope.recipient());
    insert.setString(10, envelope.originalRecipient());
    insert.setString(11, attempt.route().host());
    insert.setString(12, attempt.route().ip());
    insert.setString(13, attempt.response().reply());
    setFacts(insert, event.facts());
    insert.executeUpdate();
  }

  private static void setFacts(PreparedStatement insert, MessageFacts facts) throws SQLException {
    insert.setObject(14, facts.incomplete() ? 1 : null);
    insert.setString(15, facts.noticeOf());
    insert.setString(16, facts.client());
    insert.setString(17, facts.login());
    insert.setObject(18, facts.size());
    insert.setObject(19, facts.recipients());
    insert.setObject(20, facts.attempts() == 0 ? null : facts.attempts());
  }

  static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }

  private static @Nullable Long millis(@Nullable Duration delay) {
    return delay == null ? null : delay.toMillis();
  }

  void rolledBack() {
    last = -1;
    kinds.forget();
  }
}
