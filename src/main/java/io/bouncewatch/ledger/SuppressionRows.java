package io.bouncewatch.ledger;

import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Reason;
import io.bouncewatch.ledger.Suppression.Cause;
import io.bouncewatch.ledger.Suppression.State;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;

/** Reads and writes rows of {@code suppression}. */
final class SuppressionRows {

  static final String SELECT =
      "SELECT key, address, state, code, reason, rule, first, last, count, mailbox_full,"
          + " undetermined FROM suppression";

  static final String PUT =
      "INSERT OR REPLACE INTO suppression (key, address, state, code, reason, rule, first, last,"
          + " count, mailbox_full, undetermined) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private SuppressionRows() {}

  /**
   * Under which an address is found: local parts that differ in case only are one person, and a
   * domain is one in all its forms.
   */
  static String key(String address) {
    String local = address.substring(0, address.lastIndexOf('@') + 1);
    return local.toLowerCase(Locale.ROOT) + Envelope.domainOf(address);
  }

  static Suppression read(ResultSet row) throws SQLException {
    return new Suppression(
        row.getString("address"),
        State.of(row.getString("state")),
        new Cause(
            EnhancedStatusCode.parse(row.getString("code")).orElseThrow(),
            Reason.parse(row.getString("reason")).orElse(Reason.UNDETERMINED),
            row.getString("rule")),
        instant(row.getLong("first")),
        instant(row.getLong("last")),
        row.getLong("count"),
        new Strikes(
            Strikes.parse(row.getString("mailbox_full")),
            Strikes.parse(row.getString("undetermined"))));
  }

  static void bind(PreparedStatement put, Suppression suppression) throws SQLException {
    put.setString(1, key(suppression.address()));
    put.setString(2, suppression.address());
    put.setString(3, suppression.state().label());
    put.setString(4, suppression.cause().code().toString());
    put.setString(5, suppression.cause().reason().label());
    put.setString(6, suppression.cause().rule());
    put.setLong(7, Events.micros(suppression.first()));
    put.setLong(8, Events.micros(suppression.last()));
    put.setLong(9, suppression.count());
    put.setString(10, Strikes.format(suppression.strikes().mailboxFull()));
    put.setString(11, Strikes.format(suppression.strikes().undetermined()));
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
