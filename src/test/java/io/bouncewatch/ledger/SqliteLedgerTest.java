package io.bouncewatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Ledger.Batch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest {

  private static final Series PARSED = Series.of(Metric.LINES, "mail.log", "parsed");
  private static final Series IGNORED = Series.of(Metric.LINES, "mail.log", "ignored");
  private static final Series BOUNCES =
      Series.of(
          Metric.BOUNCES,
          "postfix",
          "postfix/\"bulk\"\\",
          "smtp",
          "hard",
          "5.1.1",
          "bad_mailbox",
          "example.org",
          "other");

  @TempDir private Path directory;

  @Test
  void keepsTotalsAndPositionsAcrossRestarts() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      ledger.commit(batch(Map.of(PARSED, 2L, BOUNCES, 1L), 100));
      ledger.commit(batch(Map.of(PARSED, 3L, IGNORED, 7L), 250));
    }
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      assertThat(ledger.totals())
          .containsExactlyInAnyOrderEntriesOf(Map.of(PARSED, 5L, IGNORED, 7L, BOUNCES, 1L));
      assertThat(ledger.checkpoint("mail.log"))
          .contains(new Checkpoint("mail.log", "2049:131:ab", 250));
      ledger.commit(batch(Map.of(BOUNCES, 1L), 300));
      assertThat(ledger.totals()).containsEntry(BOUNCES, 2L);
    }
  }

  @Test
  void knowsNothingOfASourceThatWasNeverRead() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      assertThat(ledger.checkpoint("mail.log")).isEmpty();
      assertThat(ledger.totals()).isEmpty();
    }
  }

  @Test
  void failedCommitChangesNothingAndTheNextSucceeds() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      ledger.commit(batch(Map.of(PARSED, 2L), 100));
      // Positions are written last, so everything else is in the transaction when this goes off.
      byOtherMeans(
          "CREATE TRIGGER fail BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'no'); END");
      Batch batch = batch(Map.of(PARSED, 3L, BOUNCES, 1L), 200);

      assertThatThrownBy(() -> ledger.commit(batch))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining(directory.toString());
      assertThat(ledger.totals()).isEqualTo(Map.of(PARSED, 2L));
      assertThat(ledger.checkpoint("mail.log").orElseThrow().files().get(0).offset())
          .isEqualTo(100);

      byOtherMeans("DROP TRIGGER fail");
      ledger.commit(batch);
      assertThat(ledger.totals()).isEqualTo(Map.of(PARSED, 5L, BOUNCES, 1L));
      assertThat(ledger.checkpoint("mail.log").orElseThrow().files().get(0).offset())
          .isEqualTo(200);
    }
  }

  @Test
  void goesOnAfterTheDiskWasFull() throws Exception {
    Path file = directory.resolve(SqliteLedger.FILE);
    Connection connection = Database.open(file);
    try (StoreTables tables = new StoreTables(connection, SuppressionPolicy.DEFAULT)) {
      tables.commit(batch(Map.of(PARSED, 1L), 1));
      Database.execute(connection, "PRAGMA max_page_count = 30");
      Map<Series, Long> many = new HashMap<>();
      for (int i = 0; i < 5_000; i++) {
        many.put(
            Series.of(Metric.LOST_BYTES, "a rather long name of a log file " + i, "truncated"), 1L);
      }

      SQLException full =
          catchThrowableOfType(SQLException.class, () -> tables.commit(batch(many, 2)));
      assertThat(Faults.explain(file, full))
          .hasMessageStartingWith("The disk is full: the store " + file)
          .hasMessageContaining("Free some space");
      assertThat(tables.totals()).isEqualTo(Map.of(PARSED, 1L));

      Database.execute(connection, "PRAGMA max_page_count = 100000");
      tables.commit(batch(many, 2));
      assertThat(tables.totals()).hasSize(5_001);
    }
  }

  @Test
  void writesWhateverTextALabelHolds() throws Exception {
    List<Series> odd =
        List.of(
            Series.of(Metric.LOST_BYTES, "nul \0 '); DROP TABLE series; --", "truncated"),
            Series.of(Metric.LOST_BYTES, "😀 \u202e \n", "truncated"),
            Series.of(Metric.LOST_BYTES, "", "truncated"));
    Map<Series, Long> increments = new HashMap<>();
    odd.forEach(series -> increments.put(series, 1L));
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      ledger.commit(batch(increments, 1));
    }
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      assertThat(ledger.totals()).isEqualTo(increments);
    }
  }

  @Test
  void labelsThatBecomeTheSameTextAddUp() throws Exception {
    Map<Series, Long> increments =
        Map.of(
            Series.of(Metric.LOST_BYTES, "half \ud83d", "truncated"), 1L,
            Series.of(Metric.LOST_BYTES, "half \ud83e", "truncated"), 2L);
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      ledger.commit(batch(increments, 1));
    }
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      assertThat(ledger.totals().values()).containsExactly(3L);
    }
  }

  @Test
  void nobodyElseMayReadIt() throws Exception {
    Path made = directory.resolve("var/lib/bouncewatch");
    try (SqliteLedger ledger = SqliteLedger.open(made)) {
      ledger.commit(batch(Map.of(PARSED, 1L), 1));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
      for (String file : List.of("bouncewatch.db", "bouncewatch.db-wal", "bouncewatch.db-shm")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve(file))))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void refusesToWorkOnceClosed() throws Exception {
    SqliteLedger ledger = SqliteLedger.open(directory);
    ledger.close();
    ledger.close();
    assertThatThrownBy(ledger::totals).hasMessageContaining("closed");
  }

  private static Batch batch(Map<Series, Long> increments, long offset) {
    return new Batch(increments, List.of(new Checkpoint("mail.log", "2049:131:ab", offset)));
  }

  private void byOtherMeans(String sql) throws SQLException {
    try (Connection other =
        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(SqliteLedger.FILE))) {
      Database.execute(other, sql);
    }
  }
}
