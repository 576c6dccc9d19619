package io.bouncewatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Ledger.Batch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {

  private static final Series PARSED = Series.of(Metric.LINES, "mail.log", "parsed");

  @TempDir private Path directory;

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
              "INSERT INTO total VALUES (1, 41)",
              "INSERT INTO checkpoint VALUES ('mail.log', 0, 'file', 4096)")) {
        Database.execute(connection, sql);
      }
      assertThat(Schema.version(connection)).isEqualTo(1);
    }
    for (int start = 0; start < 2; start++) {
      try (SqliteLedger ledger = SqliteLedger.open(directory)) {
        assertThat(ledger.totals()).isEqualTo(Map.of(PARSED, 41L + start));
        assertThat(ledger.checkpoint("mail.log"))
            .contains(new Checkpoint("mail.log", "file", 4096));
        ledger.commit(
            new Batch(Map.of(PARSED, 1L), List.of(), Map.of(), TestEvents.many(start + 1)));
      }
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertThat(Schema.version(connection)).isEqualTo(Schema.version());
    }
  }
}
