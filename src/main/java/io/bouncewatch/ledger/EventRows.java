package io.bouncewatch.ledger;

import io.bouncewatch.event.Action;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Confidence;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.MessageFacts;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Position;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code event} with their {@code kind}. */
final class EventRows {

  static final String SELECT =
      "SELECT e.id, e.time, e.\"offset\", e.checksum, e.ordinal, e.delay, e.queue_id, e.sender,"
          + " e.recipient, e.original_recipient, e.relay_host, e.relay_ip, e.reply,"
          + " e.incomplete, e.bounce_of, e.client, e.login, e.size, e.recipients, e.attempts,"
          + " k.source,"
          + " k.mta, k.service, k.transport, k.provider, k.outcome, k.mta_code, k.reply_code,"
          + " k.reply_status, k.stage, k.reason, k.action, k.rule, k.confidence, k.block_list"
          + " FROM event e JOIN kind k ON k.id = e.kind";

  private EventRows() {}

  static StoredEvent read(ResultSet row) throws SQLException {
    Position position =
        new Position(row.getString("source"), row.getLong("offset"), row.getInt("checksum"));
    return new StoredEvent(
        row.getLong("id"),
        row.getInt("ordinal"),
        new DeliveryEvent(
            attempt(row), facts(row), row.getString("provider"), verdict(row), position));
  }

  private static MessageFacts facts(ResultSet row) throws SQLException {
    long size = row.getLong("size");
    Long knownSize = row.wasNull() ? null : Long.valueOf(size);
    int recipients = row.getInt("recipients");
    Integer knownRecipients = row.wasNull() ? null : Integer.valueOf(recipients);
    return new MessageFacts(
        row.getInt("incomplete") == 1,
        row.getString("bounce_of"),
        row.getString("client"),
        row.getString("login"),
        knownSize,
        knownRecipients,
        row.getInt("attempts"));
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    long delay = row.getLong("delay");
    Duration known = row.wasNull() ? null : Duration.ofMillis(delay);
    long time = row.getLong("time");
    return new Attempt(
        Instant.ofEpochSecond(
            Math.floorDiv(time, 1_000_000L), Math.floorMod(time, 1_000_000L) * 1_000L),
        new Origin(
            constant(Mta.class, row.getString("mta")),
            row.getString("service"),
            row.getString("queue_id")),
        new Envelope(
            row.getString("sender"),
            row.getString("recipient"),
            row.getString("original_recipient")),
        new Route(
            row.getString("transport"), row.getString("relay_host"), row.getString("relay_ip")),
        constant(Outcome.class, row.getString("outcome")),
        response(row),
        known);
  }

  private static Response response(ResultSet row) throws SQLException {
    int code = row.getInt("reply_code");
    Integer replyCode = row.wasNull() ? null : code;
    String status = row.getString("reply_status");
    return new Response(
        row.getString("reply"),
        replyCode,
        status == null ? null : EnhancedStatusCode.parse(status).orElse(null),
        row.getString("mta_code"),
        constant(SmtpStage.class, row.getString("stage")));
  }

  private static @Nullable Verdict verdict(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    return reason == null
        ? null
        : new Verdict(
            constant(Reason.class, reason),
            constant(Action.class, row.getString("action")),
            row.getString("rule"),
            constant(Confidence.class, row.getString("confidence")),
            row.getString("block_list"));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String label) {
    return Enum.valueOf(type, label.toUpperCase(Locale.ROOT));
  }
}
