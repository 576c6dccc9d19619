package io.bouncewatch.source;

import static io.bouncewatch.source.LogDirectory.all;
import static io.bouncewatch.source.LogDirectory.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A log with one line, {@code a}, that was read, and whatever a test makes of it. */
abstract class FollowingTest {

  @TempDir Path directory;
  LogDirectory logs;
  Reading reading;

  @BeforeEach
  final void begin() throws IOException {
    logs = new LogDirectory(directory);
    logs.append("mail.log", lines("a"));
    reading = new Reading(logs.path("mail.log"));
    reading.poll();
  }

  @AfterEach
  final void end() throws IOException {
    reading.close();
  }

  /** These lines come once each, in this order, and not again after a restart. */
  final void expect(String... names) throws IOException {
    assertThat(reading.settle()).containsExactly(all(names));
    assertThat(reading.lost()).isEmpty();
    assertThat(reading.source().lagBytes()).isZero();
    reading.restart();
    assertThat(reading.settle()).containsExactly(all(names));
  }
}
