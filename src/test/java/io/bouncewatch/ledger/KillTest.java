package io.bouncewatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at any moment: what was committed is there, and totals agree with the position. */
class KillTest {

  @TempDir private Path directory;

  @Test
  void totalsAlwaysEqualTheCheckpoint() throws Exception {
    long seed = System.nanoTime();
    System.out.println("KillTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 12; round++) {
      Process victim = Victim.start(directory, Long.MAX_VALUE);
      long announced = Long.parseLong(Victim.awaitLines(victim, 1 + random.nextInt(100)));
      // Not just after a commit, when the line arrives, but anywhere in the next ones.
      LockSupport.parkNanos(random.nextInt(3_000_000));
      victim.destroyForcibly().waitFor();

      try (SqliteLedger ledger = SqliteLedger.open(directory)) {
        long offset = ledger.checkpoint(Victim.SOURCE).orElseThrow().files().get(0).offset();
        long total = ledger.totals().values().stream().mapToLong(Long::longValue).sum();
        assertThat(total).isEqualTo(offset);
        assertThat(offset).isGreaterThanOrEqualTo(announced);
        Map<String, Long> failures = new HashMap<>();
        try (SuppressionList list = SuppressionList.open(directory)) {
          list.forEach(Instant.MIN, row -> failures.put(row.address(), row.count()));
        }
        assertThat(failures)
            .isEqualTo(Map.of(Victim.DEAD, offset / Victim.STEP, "last@b.test", 1L));
      }
    }
  }
}
