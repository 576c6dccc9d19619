package io.bouncewatch.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that is put forward by hand. */
final class FakeClock implements InstantSource {

  private Instant now = Instant.parse("2026-11-21T10:00:00.123Z");

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }
}
