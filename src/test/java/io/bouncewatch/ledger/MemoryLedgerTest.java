package io.bouncewatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Ledger.Batch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryLedgerTest {

  private static final Series PARSED = Series.of(Metric.LINES, "demo", "parsed");

  @Test
  void addsUp() {
    try (MemoryLedger ledger = new MemoryLedger()) {
      ledger.commit(new Batch(Map.of(PARSED, 2L), List.of(new Checkpoint("demo", "f", 10))));
      ledger.commit(new Batch(Map.of(PARSED, 3L), List.of(new Checkpoint("demo", "f", 20))));
      assertThat(ledger.totals()).isEqualTo(Map.of(PARSED, 5L));
      assertThat(ledger.checkpoint("demo")).contains(new Checkpoint("demo", "f", 20));
      assertThat(ledger.checkpoint("mail.log")).isEmpty();
    }
  }

  @Test
  void refusesABatchThatWouldTurnACounterBack() {
    assertThatThrownBy(() -> new Batch(Map.of(PARSED, -1L), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can't shrink");
  }
}
