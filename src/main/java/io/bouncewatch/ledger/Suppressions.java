package io.bouncewatch.ledger;

import io.bouncewatch.ledger.Suppression.State;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the table {@code suppression}. Used by one thread at a time. */
final class Suppressions {

  private static final Logger LOG = LoggerFactory.getLogger(Suppressions.class);

  private static final String EVICTED = "suppressions_evicted";
  private static final int ROWS = 1_000;
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  private static final String OLDEST_WATCHED =
      "DELETE FROM suppression WHERE key IN"
          + " (SELECT key FROM suppression WHERE state = 'watched' ORDER BY last LIMIT ?)";
  private static final String OLDEST =
      "DELETE FROM suppression WHERE key IN (SELECT key FROM suppression ORDER BY last LIMIT ?)";
  private static final String LAPSED =
      "DELETE FROM suppression WHERE key IN"
          + " (SELECT key FROM suppression WHERE state = ? AND last < ? LIMIT ?)";

  private final Statements statements;
  private final Properties properties;
  private final SuppressionPolicy policy;
  private final PresenceFilter present = new PresenceFilter();

  /** As of the transaction in hand; absent until it is asked for. */
  private @Nullable SuppressionCounts counts;

  private boolean told;
  private Instant nextLook = Instant.MIN;

  Suppressions(Statements statements, SuppressionPolicy policy) {
    this.statements = statements;
    this.properties = new Properties(statements);
    this.policy = policy;
  }

  /** Takes note of sightings, in their order. */
  void add(List<Sighting> sightings) throws SQLException {
    if (sightings.isEmpty()) {
      return;
    }
    load();
    Map<String, @Nullable Suppression> before = new HashMap<>();
    Map<String, @Nullable Suppression> after = new LinkedHashMap<>();
    for (Sighting sighting : sightings) {
      String key = SuppressionRows.key(sighting.address());
      if (!after.containsKey(key)) {
        if (sighting instanceof Sighting.Delivery && !present.mayHave(key)) {
          continue;
        }
        Suppression stored = present.mayHave(key) ? read(key) : null;
        before.put(key, stored);
        after.put(key, stored);
      }
      after.put(key, after(after.get(key), sighting));
    }
    write(before, after);
    makeRoom();
  }

  private @Nullable Suppression after(@Nullable Suppression before, Sighting sighting) {
    if (sighting instanceof Sighting.Failure failure) {
      return policy.concerns(failure) ? policy.after(before, failure) : before;
    }
    // A delivery that was logged before the failure, and is read after it, proves nothing.
    boolean later = before != null && !sighting.time().isBefore(before.last());
    return later ? null : before;
  }

  private @Nullable Suppression read(String key) throws SQLException {
    PreparedStatement select = statements.get(SuppressionRows.SELECT + " WHERE key = ?");
    select.setString(1, key);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? SuppressionRows.read(row) : null;
    }
  }

  private void write(
      Map<String, @Nullable Suppression> before, Map<String, @Nullable Suppression> after)
      throws SQLException {
    Map<State, Long> addresses = new EnumMap<>(State.class);
    addresses.putAll(load().addresses());
    for (Map.Entry<String, @Nullable Suppression> entry : after.entrySet()) {
      Suppression old = before.get(entry.getKey());
      Suppression now = entry.getValue();
      if (old != null) {
        addresses.merge(old.state(), -1L, Long::sum);
      }
      if (now != null) {
        addresses.merge(now.state(), 1L, Long::sum);
        put(now);
      } else if (old != null) {
        PreparedStatement delete = statements.get("DELETE FROM suppression WHERE key = ?");
        delete.setString(1, entry.getKey());
        delete.executeUpdate();
      }
    }
    counts = new SuppressionCounts(addresses, load().evicted());
  }

  /** Writes a row as it is. */
  void put(Suppression suppression) throws SQLException {
    PreparedStatement put = statements.get(SuppressionRows.PUT);
    SuppressionRows.bind(put, suppression);
    put.executeUpdate();
    present.add(SuppressionRows.key(suppression.address()));
  }

  /** The longest silent go: those that are not listed first, some at once. */
  private void makeRoom() throws SQLException {
    long over = load().all() - policy.most();
    if (over <= 0) {
      return;
    }
    long wanted = over + policy.most() / 100;
    long gone = delete(OLDEST_WATCHED, wanted);
    if (gone < over) {
      gone += delete(OLDEST, wanted - gone);
    }
    long evicted = load().evicted() + gone;
    properties.put(EVICTED, Long.toString(evicted));
    counts = new SuppressionCounts(countByState(), evicted);
    if (!told) {
      told = true;
      LOG.warn(
          "the suppression list is full ({} addresses): those that failed longest ago go, {} so far"
              + " (bouncewatch_suppressions_evicted_total); raise suppressions.most",
          policy.most(),
          evicted);
    }
  }

  /**
   * Lets go of addresses that have not failed for long, a bounded number.
   *
   * @return whether there may be more
   */
  boolean trim(Instant now) throws SQLException {
    if (now.isBefore(nextLook)) {
      return false;
    }
    long gone = 0;
    for (State state : State.values()) {
      Instant oldest = now.minus(Duration.ofDays(days(state)));
      PreparedStatement delete = statements.get(LAPSED);
      delete.setString(1, state.label());
      delete.setLong(2, Events.micros(oldest));
      delete.setInt(3, ROWS);
      gone += delete.executeUpdate();
    }
    if (gone == 0) {
      nextLook = now.plus(BETWEEN_LOOKS);
      return false;
    }
    counts = new SuppressionCounts(countByState(), load().evicted());
    return true;
  }

  private int days(State state) {
    return switch (state) {
      case DEAD, UNWILLING -> policy.keepDays();
      case STRUCK -> policy.keepStruckDays();
      case WATCHED -> Math.max(policy.mailboxFull().days(), policy.undetermined().days());
    };
  }

  private long delete(String sql, long rows) throws SQLException {
    PreparedStatement delete = statements.get(sql);
    delete.setLong(1, rows);
    return delete.executeUpdate();
  }

  /** How many there are, and what is there, asked for once. */
  SuppressionCounts load() throws SQLException {
    SuppressionCounts known = counts;
    if (known == null) {
      present.clear();
      try (ResultSet row = statements.get("SELECT key FROM suppression").executeQuery()) {
        while (row.next()) {
          present.add(row.getString(1));
        }
      }
      known =
          new SuppressionCounts(
              countByState(), Long.parseLong(properties.get(EVICTED).orElse("0")));
      counts = known;
    }
    return known;
  }

  private Map<State, Long> countByState() throws SQLException {
    Map<State, Long> addresses = new EnumMap<>(State.class);
    String sql = "SELECT state, COUNT(*) FROM suppression GROUP BY state";
    try (ResultSet row = statements.get(sql).executeQuery()) {
      while (row.next()) {
        addresses.put(State.of(row.getString(1)), row.getLong(2));
      }
    }
    return addresses;
  }

  void rolledBack() {
    counts = null;
  }
}
