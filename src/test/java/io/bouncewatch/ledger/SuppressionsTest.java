package io.bouncewatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bouncewatch.ledger.Ledger.Batch;
import io.bouncewatch.ledger.Suppression.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list in a real store, read beside the ledger that has it open. */
class SuppressionsTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final SuppressionPolicy SMALL =
      new SuppressionPolicy(new StrikeRule(2, 14), new StrikeRule(2, 14), 100, 50, 10);

  @TempDir private Path directory;

  private Instant now = NOON;

  @Test
  void aDeliveryTakesAnAddressOffAndARestartForgetsNothing() throws Exception {
    try (SqliteLedger ledger = open(SMALL)) {
      commit(ledger, Sightings.dead("a@b.test", NOON), Sightings.dead("c@d.test", NOON));
      commit(ledger, Sightings.full("e@f.test", NOON));
    }
    try (SqliteLedger ledger = open(SMALL)) {
      assertThat(listed()).containsExactly("a@b.test", "c@d.test");
      commit(
          ledger,
          Sightings.delivered("a@b.test", NOON.plusSeconds(1)),
          Sightings.delivered("never@seen.test", NOON.plusSeconds(1)),
          Sightings.full("e@f.test", NOON.plus(Duration.ofDays(1))));
      assertThat(listed()).containsExactly("c@d.test", "e@f.test");
      assertThat(ledger.suppressions().addresses())
          .containsEntry(State.DEAD, 1L)
          .containsEntry(State.STRUCK, 1L);
      assertThat(ledger.suppressions().of(State.WATCHED)).isZero();
    }
  }

  @Test
  void aDeliveryResetsStrikes() throws Exception {
    try (SqliteLedger ledger = open(SMALL)) {
      commit(
          ledger,
          Sightings.full("e@f.test", NOON),
          Sightings.delivered("e@f.test", NOON.plusSeconds(1)),
          Sightings.full("e@f.test", NOON.plus(Duration.ofDays(1))));
      assertThat(listed()).isEmpty();
      assertThat(ledger.suppressions().of(State.WATCHED)).isEqualTo(1);
    }
  }

  @Test
  void aDeliveryBeforeTheFailureProvesNothing() throws Exception {
    try (SqliteLedger ledger = open(SMALL)) {
      commit(ledger, Sightings.dead("a@b.test", NOON));
      commit(ledger, Sightings.delivered("a@b.test", NOON.minusSeconds(1)));
      assertThat(listed()).containsExactly("a@b.test");
    }
  }

  @Test
  void localPartsAreKeptAndComparedInAnyCase() throws Exception {
    try (SqliteLedger ledger = open(SMALL)) {
      commit(ledger, Sightings.dead("John.Doe@b.test", NOON));
      commit(ledger, Sightings.dead("john.doe@b.test", NOON.plusSeconds(5)));
      assertThat(listed()).containsExactly("John.Doe@b.test");
      assertThat(rows().get(0).count()).isEqualTo(2);
      commit(ledger, Sightings.delivered("JOHN.DOE@b.test", NOON.plusSeconds(6)));
      assertThat(listed()).isEmpty();
      commit(ledger, Sightings.dead("jörg@bücher.test", NOON));
      assertThat(listed()).containsExactly("jörg@bücher.test");
      commit(ledger, Sightings.delivered("jörg@xn--bcher-kva.test", NOON));
      assertThat(listed()).isEmpty();
    }
  }

  @Test
  void theListIsBoundedAndWhatGoesIsCounted() throws Exception {
    try (SqliteLedger ledger = open(SMALL)) {
      for (int i = 0; i < 5; i++) {
        commit(ledger, Sightings.full("watched" + i + "@b.test", NOON.plusSeconds(100 + i)));
      }
      for (int i = 0; i < 5; i++) {
        commit(ledger, Sightings.dead("dead" + i + "@b.test", NOON.plusSeconds(i)));
      }
      assertThat(ledger.suppressions().evicted()).isZero();
      commit(ledger, Sightings.dead("dead5@b.test", NOON.plusSeconds(5)));
      // Those that are not listed go first, though they failed later.
      assertThat(listed()).hasSize(6);
      assertThat(ledger.suppressions().evicted()).isEqualTo(1);
      List<Sighting> more = new ArrayList<>();
      for (int i = 6; i < 20; i++) {
        more.add(Sightings.dead("dead" + i + "@b.test", NOON.plusSeconds(i)));
      }
      commit(ledger, more.toArray(Sighting[]::new));
      assertThat(listed()).hasSize(10).doesNotContain("dead9@b.test").contains("dead10@b.test");
      assertThat(ledger.suppressions().evicted()).isEqualTo(15);
    }
    try (SqliteLedger ledger = open(SMALL)) {
      commit(ledger, Sightings.dead("dead20@b.test", NOON.plusSeconds(20)));
      assertThat(ledger.suppressions().evicted()).isEqualTo(16);
      assertThat(ledger.suppressions().of(State.DEAD)).isEqualTo(10);
    }
  }

  @Test
  void whatDidNotFailForLongLapses() throws Exception {
    try (SqliteLedger ledger = open(SMALL)) {
      commit(
          ledger,
          Sightings.dead("dead@b.test", NOON),
          Sightings.full("struck@b.test", NOON.minus(Duration.ofDays(1))),
          Sightings.full("struck@b.test", NOON),
          Sightings.full("watched@b.test", NOON));
      assertThat(after(ledger, 14)).containsEntry(State.WATCHED, 1L).hasSize(3);
      assertThat(after(ledger, 15).get(State.WATCHED)).isNull();
      assertThat(after(ledger, 50)).containsEntry(State.STRUCK, 1L);
      assertThat(after(ledger, 51).get(State.STRUCK)).isNull();
      assertThat(after(ledger, 100)).containsEntry(State.DEAD, 1L);
      assertThat(after(ledger, 101)).isEmpty();
      assertThat(ledger.suppressions().evicted()).isZero();
    }
  }

  private Map<State, Long> after(SqliteLedger ledger, int days) throws LedgerException {
    now = NOON.plus(Duration.ofDays(days));
    while (ledger.tidy()) {
      // Step by step.
    }
    return ledger.suppressions().addresses();
  }

  @Test
  void aFailedCommitLeavesTheListAsItWas() throws Exception {
    try (SqliteLedger ledger = open(SMALL)) {
      commit(ledger, Sightings.dead("a@b.test", NOON));
      sql("CREATE TRIGGER fail BEFORE INSERT ON checkpoint BEGIN SELECT RAISE(ABORT, 'no'); END");
      Batch batch =
          new Batch(Map.of(), List.of(new Checkpoint("mail.log", "file", 1)))
              .withSightings(
                  List.of(
                      Sightings.delivered("a@b.test", NOON.plusSeconds(1)),
                      Sightings.dead("c@d.test", NOON)));
      assertThatThrownBy(() -> ledger.commit(batch)).isInstanceOf(LedgerException.class);
      assertThat(listed()).containsExactly("a@b.test");
      sql("DROP TRIGGER fail");
      ledger.commit(batch);
      assertThat(listed()).containsExactly("c@d.test");
      assertThat(ledger.suppressions().of(State.DEAD)).isEqualTo(1);
    }
  }

  @Test
  void aDamagedStoreHandsItsListOn() throws Exception {
    try (SqliteLedger ledger = open(SMALL)) {
      commit(ledger, Sightings.dead("a@b.test", NOON), Sightings.full("e@f.test", NOON));
      // Fills pages behind those of the list, to be damaged below.
      ledger.commit(new Batch(Map.of(), List.of(), Map.of(), TestEvents.many(20_000)));
    }
    try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(file().toFile(), "rw")) {
      file.setLength(Files.size(file()) / 2);
    }
    try (SqliteLedger ledger = open(SMALL)) {
      assertThat(listed()).containsExactly("a@b.test");
      commit(ledger, Sightings.full("e@f.test", NOON.plus(Duration.ofDays(1))));
      assertThat(listed()).containsExactly("a@b.test", "e@f.test");
    }
    assertThat(directory).isDirectoryContaining("glob:**.damaged-*");
  }

  @Test
  void whatCanNotBeReadIsToldInASentence() throws Exception {
    assertThatThrownBy(() -> SuppressionList.open(directory.resolve("none")))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith("There is no store in " + directory.resolve("none"));
    assertThat(directory.resolve("none")).doesNotExist();
    try (Connection old = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      Schema.update(file(), old, 2);
    }
    assertThatThrownBy(() -> SuppressionList.open(directory))
        .hasMessageContaining("written by an earlier Bouncewatch");
  }

  private void commit(SqliteLedger ledger, Sighting... sightings) throws LedgerException {
    ledger.commit(new Batch(Map.of(), List.of()).withSightings(List.of(sightings)));
  }

  private List<String> listed() throws LedgerException {
    return rows().stream().map(Suppression::address).toList();
  }

  /** As the command reads them, while the ledger is open. */
  private List<Suppression> rows() throws LedgerException {
    List<Suppression> rows = new ArrayList<>();
    try (SuppressionList list = SuppressionList.open(directory)) {
      list.forEach(Instant.MIN, rows::add);
    }
    return rows;
  }

  private SqliteLedger open(SuppressionPolicy policy) throws LedgerException {
    return SqliteLedger.open(directory, Retention.DEFAULT, policy, () -> now);
  }

  private void sql(String sql) throws Exception {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      Database.execute(other, sql);
    }
  }

  private Path file() {
    return directory.resolve(SqliteLedger.FILE);
  }
}
