package io.bouncewatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.MessageFacts;
import io.bouncewatch.event.Metric;
import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Ledger.Batch;
import io.bouncewatch.ledger.LedgerQueries.Count;
import io.bouncewatch.ledger.LedgerQueries.Dimension;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {

  private static final Series PARSED = Series.of(Metric.LINES, "mail.log", "parsed");

  private static final Series DELIVERED =
      Series.of(Metric.DELIVERIES, "postfix", "postfix", "smtp", "a.example", "other");

  @TempDir private Path directory;

  @Test
  void eventsOfTheSecondVersionGoOn() throws Exception {
    Path file = directory.resolve(SqliteLedger.FILE);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      Database.execute(connection, "PRAGMA journal_mode = WAL");
      Schema.update(file, connection, 2);
      Database.execute(
          connection,
          "INSERT INTO kind (id, generation, source, mta, service, provider, outcome, code, stage)"
              + " VALUES (1, 0, 'mail.log', 'postfix', 'postfix', 'other', 'bounced', '5.1.1',"
              + " 'rcpt')");
      Database.execute(
          connection,
          "INSERT INTO event (time, kind, \"offset\", checksum, ordinal, reply)"
              + " VALUES (0, 1, 7, 8, 0, 'no')");
    }
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      assertThat(ledger.queries().eventsAfter(0, 10))
          .singleElement()
          .satisfies(stored -> assertThat(stored.event().facts()).isEqualTo(MessageFacts.NONE));
      List<OpenMessage> messages = new ArrayList<>();
      ledger.openMessages(messages::add);
      assertThat(messages).isEmpty();
    }
  }

  @Test
  void aFileOfTheFirstVersionGoesOn() throws Exception {
    Path file = directory.resolve(SqliteLedger.FILE);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      Database.execute(connection, "PRAGMA journal_mode = WAL");
      Schema.update(file, connection, 1);
      for (String sql :
          List.of(
              "INSERT INTO series VALUES (1, 'bouncewatch.lines',"
                  + " '{\"source\":\"mail.log\",\"result\":\"parsed\"}')",
              "INSERT INTO series VALUES (2, 'mail.deliveries', json_object('mta', 'postfix',"
                  + " 'service', 'postfix', 'transport', 'smtp', 'domain', 'a.example',"
                  + " 'provider', 'other'))",
              "INSERT INTO total VALUES (1, 41), (2, 3)",
              "INSERT INTO checkpoint VALUES ('mail.log', 0, 'file', 4096)")) {
        Database.execute(connection, sql);
      }
      assertThat(Schema.version(connection)).isEqualTo(1);
    }
    for (int start = 0; start < 2; start++) {
      try (SqliteLedger ledger = SqliteLedger.open(directory)) {
        assertThat(ledger.totals()).isEqualTo(Map.of(PARSED, 41L + start, DELIVERED, 3L));
        assertThat(ledger.checkpoint("mail.log"))
            .contains(new Checkpoint("mail.log", "file", 4096));
        ledger.commit(
            new Batch(
                Map.of(PARSED, 1L),
                List.of(),
                Map.of(new HourlySeries(DELIVERED, 24), 1L),
                TestEvents.many(start + 1)));
        assertThat(
                ledger.queries().top(new Span(Span.Step.DAY, 1, 2), Dimension.DOMAIN, Map.of(), 10))
            .containsExactly(new Count("a.example", start + 1, 0, 0));
      }
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertThat(Schema.version(connection)).isEqualTo(Schema.version());
    }
  }
}
