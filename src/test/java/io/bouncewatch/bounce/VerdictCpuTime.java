package io.bouncewatch.bounce;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@link VerdictBenchmark} measures, by the processor time of its thread: for machines that
 * have other work to do. Not a test: it asserts nothing.
 */
public final class VerdictCpuTime {

  private static final int ROUNDS = 12;
  private static final int CALLS = 60_000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private volatile @Nullable Object last;

  private VerdictCpuTime() {}

  /** Prints verdicts a second for each set of replies; takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    for (String replies : new String[] {"log", "distinct", "table"}) {
      VerdictBenchmark benchmark = new VerdictBenchmark();
      benchmark.replies = replies;
      benchmark.read();
      VerdictCpuTime time = new VerdictCpuTime();
      time.print(replies + ", verdict", benchmark::verdict);
      time.print(replies + ", without memory", benchmark::withoutMemory);
      time.print(replies + ", text only", benchmark::textOnly);
    }
  }

  private void print(String what, Supplier<@Nullable Object> call) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < CALLS; i++) {
        last = call.get();
      }
      best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / (double) CALLS);
    }
    System.out.printf(
        "%-26s %,9.0f a second of processor time (best of %d rounds; last %s)%n",
        what, 1e9 / best, ROUNDS, last == null ? "none" : "some");
  }
}
