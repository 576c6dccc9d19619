package io.bouncewatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Ledger.Batch;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is broken is set aside and never deleted; what is sound in it goes on. */
class DamagedStoreTest {

  private static final Series PARSED = Series.of(Metric.LINES, "mail.log", "parsed");
  private static final Checkpoint POSITION = new Checkpoint("mail.log", "file", 100);
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T19:01:31Z"));
  private static final String ASIDE = "bouncewatch.db.damaged-20261121T190131Z";
  private static final int PAGE = 4096;

  @TempDir private Path directory;

  @Test
  void fileThatIsNoDatabase() throws Exception {
    Files.writeString(file(), "Dear diary, ".repeat(1000));
    try (SqliteLedger ledger = open()) {
      assertThat(ledger.totals()).isEmpty();
      ledger.commit(new Batch(Map.of(PARSED, 1L), List.of(POSITION)));
    }
    assertThat(directory.resolve(ASIDE)).hasContent("Dear diary, ".repeat(1000));
    assertGoesOn(1);
  }

  @Test
  void everyPageDamaged() throws Exception {
    fill(0);
    overwrite(PAGE, Files.size(file()));
    try (SqliteLedger ledger = open()) {
      assertThat(ledger.totals()).isEmpty();
      assertThat(ledger.checkpoint("mail.log")).isEmpty();
    }
    assertThat(directory.resolve(ASIDE)).exists();
  }

  @Test
  void damagedTotalsAreNotTrusted() throws Exception {
    fill(0);
    overwrite(Files.size(file()) / 2 / PAGE * PAGE, Files.size(file()) / 2 + 20 * PAGE);
    try (SqliteLedger ledger = open()) {
      assertThat(ledger.totals()).isEmpty();
    }
  }

  @Test
  void damagedEventsAreMetWhileRunningAndTotalsGoOn() throws Exception {
    long small = fill(20_000);
    // Behind the pages of totals and positions, which were written first.
    overwrite(small, Files.size(file()));
    try (SqliteLedger ledger = open()) {
      assertThat(ledger.totals()).containsEntry(PARSED, 7L);
      Batch batch =
          new Batch(
              Map.of(PARSED, 1L),
              List.of(POSITION),
              Map.of(),
              List.of(TestEvents.deferred(1, "a@b.example")));
      assertThatThrownBy(() -> ledger.commit(batch))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("is damaged");
      ledger.commit(batch);
      assertThat(ledger.totals()).containsEntry(PARSED, 8L).hasSize(1_001);
      assertThat(ledger.queries().eventsAfter(0, 10)).hasSize(1);
    }
    assertThat(directory.resolve(ASIDE)).exists();
    assertGoesOn(8);
  }

  @Test
  void truncatedFileKeepsWhatIsWhole() throws Exception {
    long small = fill(20_000);
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      file.setLength(small + 50 * PAGE);
    }
    try (SqliteLedger ledger = open()) {
      assertThat(ledger.totals()).containsEntry(PARSED, 7L);
      assertThat(ledger.checkpoint("mail.log")).contains(POSITION);
    }
    assertThat(directory.resolve(ASIDE)).exists();
  }

  @Test
  void fileThatIsShorterThanItsTotals() throws Exception {
    fill(0);
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      file.setLength(3 * PAGE + 100);
    }
    try (SqliteLedger ledger = open()) {
      assertThat(ledger.totals()).isEmpty();
    }
    assertThat(directory.resolve(ASIDE)).hasSize(3 * PAGE + 100);
  }

  @Test
  void aSecondDamagedStoreDoesNotReplaceTheFirst() throws Exception {
    for (String text : List.of("first", "second")) {
      Files.writeString(file(), text.repeat(1000));
      open().close();
    }
    assertThat(directory.resolve(ASIDE)).content().startsWith("first");
    assertThat(directory.resolve(ASIDE + "-2")).content().startsWith("second");
  }

  @Test
  void killedBeforeTheNewStoreHadItsName() throws Exception {
    fill(0);
    Files.move(file(), directory.resolve("bouncewatch.db.new"));
    assertGoesOn(7);
  }

  private SqliteLedger open() throws LedgerException {
    return SqliteLedger.open(directory, Retention.DEFAULT, SuppressionPolicy.DEFAULT, CLOCK);
  }

  private Path file() {
    return directory.resolve(SqliteLedger.FILE);
  }

  /** Writes totals, then events; returns how long the file was in between. */
  private long fill(int events) throws Exception {
    Map<Series, Long> many = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      many.put(Series.of(Metric.LOST_BYTES, "log " + i, "truncated"), 1L);
    }
    many.put(PARSED, 7L);
    try (SqliteLedger ledger = open()) {
      ledger.commit(new Batch(many, List.of(POSITION)));
    }
    long small = Files.size(file());
    if (events > 0) {
      try (SqliteLedger ledger = open()) {
        ledger.commit(new Batch(Map.of(), List.of(), Map.of(), TestEvents.many(events)));
      }
    }
    return small;
  }

  private void overwrite(long from, long to) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      file.seek(from);
      byte[] rubbish = new byte[(int) (to - from)];
      java.util.Arrays.fill(rubbish, (byte) 0xa5);
      file.write(rubbish);
    }
  }

  private void assertGoesOn(long parsed) throws LedgerException {
    try (SqliteLedger ledger = open()) {
      assertThat(ledger.totals()).containsEntry(PARSED, parsed);
      assertThat(ledger.checkpoint("mail.log")).contains(POSITION);
    }
  }
}
