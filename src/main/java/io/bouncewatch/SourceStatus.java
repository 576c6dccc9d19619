package io.bouncewatch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a source is doing. Written by its reader, read by any thread. */
final class SourceStatus {

  private static final Logger LOG = LoggerFactory.getLogger(SourceStatus.class);

  private final SourceConfig config;
  private final InstantSource clock;
  private volatile long lagBytes;
  private volatile @Nullable Instant lastLine;
  private volatile @Nullable String trouble;

  SourceStatus(SourceConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  SourceConfig config() {
    return config;
  }

  long lagBytes() {
    return lagBytes;
  }

  @Nullable Instant lastLine() {
    return lastLine;
  }

  /** Seconds since 1970; NaN before the first line. */
  double lastLineSeconds() {
    Instant last = lastLine;
    return last == null ? Double.NaN : last.toEpochMilli() / 1000.0;
  }

  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Takes note of a look at the source; a trouble is logged when it begins and when it ends. */
  void polled(long lag, long lines, Optional<String> now) {
    lagBytes = lag;
    if (lines > 0) {
      lastLine = clock.instant();
    }
    String before = trouble;
    trouble = now.orElse(null);
    if (now.isPresent() && !now.get().equals(before)) {
      LOG.warn("{}", now.get());
    } else if (now.isEmpty() && before != null) {
      LOG.info("{} can be read now", config.path());
    }
  }
}
