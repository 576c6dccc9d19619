package io.bouncewatch.correlation;

import java.time.Duration;

/**
 * What bounds the memory of open messages.
 *
 * @param bytes how much memory they may take, near enough
 * @param lifetime after how long a silence a message is taken for gone: longer than mail stays in a
 *     queue, five days by default in Postfix (maximal_queue_lifetime)
 */
public record MemoryLimits(long bytes, Duration lifetime) {

  public static final MemoryLimits DEFAULT = new MemoryLimits(16L << 20, Duration.ofDays(7));

  public MemoryLimits {
    if (bytes < 1 || lifetime.isNegative() || lifetime.isZero()) {
      throw new IllegalArgumentException("both limits must be above 0");
    }
  }
}
