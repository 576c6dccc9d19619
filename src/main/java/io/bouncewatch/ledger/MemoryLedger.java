package io.bouncewatch.ledger;

import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Series;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Totals and positions that last as long as the process: for the demo, and for tests. */
public final class MemoryLedger implements Ledger {

  private final Map<Series, Long> totals = new HashMap<>();
  private final Map<String, Checkpoint> checkpoints = new HashMap<>();

  @Override
  public synchronized Map<Series, Long> totals() {
    return Map.copyOf(totals);
  }

  @Override
  public synchronized Optional<Checkpoint> checkpoint(String source) {
    return Optional.ofNullable(checkpoints.get(source));
  }

  /** There are none: nobody can come back for them. */
  @Override
  public void openMessages(Consumer<OpenMessage> to) {}

  @Override
  public synchronized void commit(Batch batch) {
    batch.increments().forEach((series, increment) -> totals.merge(series, increment, Long::sum));
    batch.checkpoints().forEach(checkpoint -> checkpoints.put(checkpoint.source(), checkpoint));
  }

  @Override
  public void close() {}
}
