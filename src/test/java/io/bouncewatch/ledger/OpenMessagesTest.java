package io.bouncewatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Series;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory of open messages moves with totals and positions, or not at all. */
class OpenMessagesTest {

  private static final Series PARSED = Series.of(Metric.LINES, "mail.log", "parsed");

  @TempDir private Path directory;

  @Test
  void theyComeBackInTheOrderOfTheirIds() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      commit(ledger, piece(20, "1"), piece(10, "2"), piece(1, "3"));
      commit(ledger, OpenMessage.gone(20), piece(1, "4"), piece(11, "5"));
      commit(ledger, OpenMessage.gone(30), OpenMessage.gone(11), piece(11, "6"));
    }
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      assertThat(kept(ledger)).containsExactly("1=4", "10=2", "11=6");
      assertThat(ledger.totals()).isEqualTo(Map.of(PARSED, 3L));
    }
  }

  @Test
  void whatCouldNotBeCommittedIsNotThere() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      commit(ledger, piece(1, "1"));
      try (Connection other =
          DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(SqliteLedger.FILE))) {
        Database.execute(other, "BEGIN IMMEDIATE");
        assertThatThrownBy(() -> commit(ledger, piece(1, "2"), piece(2, "1")))
            .isInstanceOf(LedgerException.class);
        Database.execute(other, "ROLLBACK");
      }
      assertThat(kept(ledger)).containsExactly("1=1");
      commit(ledger, piece(1, "2"), piece(2, "1"));
      assertThat(kept(ledger)).containsExactly("1=2", "2=1");
    }
  }

  @Test
  void theyAreCarriedOverWhenADamagedStoreIsSetAside() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      ledger.commit(
          new Ledger.Batch(Map.of(PARSED, 1L), List.of(), Map.of(), TestEvents.many(2_000))
              .withMessages(List.of(piece(1, "1"))));
    }
    Path file = directory.resolve(SqliteLedger.FILE);
    Salvage.replace(file, java.time.Instant.EPOCH, "for a test");
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      assertThat(kept(ledger)).containsExactly("1=1");
      assertThat(ledger.totals()).isEqualTo(Map.of(PARSED, 1L));
      assertThat(ledger.queries().eventsAfter(0, 1)).isEmpty();
    }
  }

  private static void commit(Ledger ledger, OpenMessage... messages) throws LedgerException {
    ledger.commit(new Ledger.Batch(Map.of(PARSED, 1L), List.of()).withMessages(List.of(messages)));
  }

  private static OpenMessage piece(long id, String state) {
    return OpenMessage.of(id, state.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> kept(Ledger ledger) throws LedgerException {
    List<String> kept = new ArrayList<>();
    ledger.openMessages(
        piece -> kept.add(piece.id() + "=" + new String(piece.state(), StandardCharsets.UTF_8)));
    return kept;
  }
}
