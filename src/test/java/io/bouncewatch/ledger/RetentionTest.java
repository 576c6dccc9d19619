package io.bouncewatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Ledger.Batch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

  private static final Series SERIES =
      Series.of(Metric.DELIVERIES, "postfix", "postfix", "smtp", "a.example", "other");

  @TempDir private Path directory;

  private Instant now = TestEvents.TIME;
  private final InstantSource clock = () -> now;

  @Test
  void whatIsOldGoesEachInItsTime() throws Exception {
    try (SqliteLedger ledger = open(new Retention(3, 1L << 30, 5, 10))) {
      for (int day = 0; day < 9; day++) {
        ledger.commit(day(day, 2_500));
      }
      now = now.plus(Duration.ofDays(8));
      int steps = 0;
      while (ledger.tidy()) {
        steps++;
      }
      // A thousand events at a time, an hour at a time.
      assertThat(steps).isGreaterThanOrEqualTo(5 * 2);
      assertThat(count("event")).isEqualTo(4 * 2_500);
      assertThat(count("hour")).isEqualTo(6);
      assertThat(count("day")).isEqualTo(9);
      assertThat(ledger.queries().eventsAfter(0, 1).get(0).id()).isEqualTo(5 * 2_500 + 1);

      now = now.plus(Duration.ofDays(100));
      while (ledger.tidy()) {
        steps++;
      }
      for (String table : List.of("event", "hour", "day")) {
        assertThat(count(table)).as(table).isZero();
      }
      ledger.commit(day(0, 1));
      assertThat(ledger.queries().eventsAfter(0, 1).get(0).id()).isEqualTo(9 * 2_500 + 1);
    }
  }

  @Test
  void theFileStaysWithinItsSize() throws Exception {
    Retention retention = new Retention(30, Retention.LEAST_BYTES, 90, 730);
    long largest = 0;
    try (SqliteLedger ledger = open(retention)) {
      for (int round = 0; round < 120; round++) {
        ledger.commit(new Batch(Map.of(), List.of(), Map.of(), events(round * 1_000, 1_000, now)));
        ledger.tidy();
        largest = Math.max(largest, Files.size(directory.resolve(SqliteLedger.FILE)));
      }
      assertThat(count("event")).isBetween(20_000L, 100_000L);
      assertThat(count("kind")).isLessThan(10);
      // The newest are there, the oldest gone.
      assertThat(ledger.queries().eventsAfter(119_999, 10)).hasSize(1);
      assertThat(ledger.queries().eventsAfter(0, 1).get(0).id()).isGreaterThan(20_000);
    }
    assertThat(largest).isLessThanOrEqualTo(Retention.LEAST_BYTES);
  }

  @Test
  void aSizeThatWasMadeSmallerIsReached() throws Exception {
    try (SqliteLedger ledger = open(Retention.DEFAULT)) {
      for (int round = 0; round < 20; round++) {
        ledger.commit(new Batch(Map.of(), List.of(), Map.of(), events(round * 5_000, 5_000, now)));
      }
    }
    assertThat(Files.size(directory.resolve(SqliteLedger.FILE)))
        .isGreaterThan(Retention.LEAST_BYTES);
    try (SqliteLedger ledger = open(new Retention(30, Retention.LEAST_BYTES, 90, 730))) {
      while (ledger.tidy()) {
        // Until nothing is left to do.
      }
    }
    assertThat(Files.size(directory.resolve(SqliteLedger.FILE)))
        .isLessThanOrEqualTo(Retention.LEAST_BYTES);
  }

  private SqliteLedger open(Retention retention) throws LedgerException {
    return SqliteLedger.open(directory, retention, SuppressionPolicy.DEFAULT, clock);
  }

  private static Batch day(int day, int events) {
    Instant time = TestEvents.TIME.plus(Duration.ofDays(day));
    return new Batch(
        Map.of(),
        List.of(),
        Map.of(HourlySeries.at(SERIES, time), 1L),
        events(day * events, events, time));
  }

  private static List<DeliveryEvent> events(int first, int count, Instant time) {
    List<DeliveryEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(TestEvents.deferred(first + i, "user" + i + "@a.example", time));
    }
    return events;
  }

  private long count(String table) throws Exception {
    try (Connection connection = Database.openToRead(directory.resolve(SqliteLedger.FILE));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }
}
