package io.bouncewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SinceTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void datesAndDurations() {
    assertThat(parse("14d")).isEqualTo("2026-11-07T12:00:00Z");
    assertThat(parse("36h")).isEqualTo("2026-11-20T00:00:00Z");
    assertThat(parse("2w")).isEqualTo("2026-11-07T12:00:00Z");
    assertThat(parse("2026-11-01")).isEqualTo("2026-10-31T23:00:00Z");
    assertThat(parse("2026-11-01T12:00:00+02:00")).isEqualTo("2026-11-01T10:00:00Z");
  }

  @Test
  void anythingElseIsRefusedWithExamples() {
    for (String text : new String[] {"yesterday", "", "14", "2026-13-01", "-3d", "9999999d"}) {
      assertThatThrownBy(() -> parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("such as 14d or 36h; not '" + text + "'");
    }
  }

  private static Instant parse(String text) {
    return Since.parse(text, NOW, ZoneId.of("Europe/Oslo"));
  }
}
