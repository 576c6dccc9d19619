package io.bouncewatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "LOCALHOST:9587, true",
    "bouncewatch.localhost:9587, true",
    "127.0.0.1:9587, true",
    "10.0.0.7, true",
    "[::1]:9587, true",
    "[::1], true",
    "mx1.example.org:9587, true",
    "'', true",
    ", true",
    "evil.example, false",
    "evil.example:9587, false",
    "localhost.evil.example, false",
    "127.0.0.1.evil.example, false",
    "xlocalhost, false",
    "evil.example:127.0.0.1, false",
    "mx2.example.org, false",
  })
  void withoutTokenOnlyLocalNamesAreAnswered(String host, boolean in) {
    Gate gate = new Gate(new Listen("mx1.example.org", 9587, null));

    assertThat(gate.check(host, null).isEmpty()).isEqualTo(in);
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer t0ken, true",
    "bearer  t0ken, true",
    "Basic OnQwa2Vu, true",
    "Basic bWU6dDBrZW4=, true",
    "Bearer t0ken2, false",
    "Bearer T0KEN, false",
    "Bearer, false",
    "'Bearer ', false",
    "t0ken, false",
    "Digest t0ken, false",
    "Basic t0ken, false",
    "Basic !!!, false",
    ", false",
  })
  void withTokenWhoeverKnowsItIsAnswered(String authorization, boolean in) {
    Gate gate = new Gate(Listen.DEFAULT.withToken("t0ken"));

    assertThat(gate.check("any.example", authorization).isEmpty()).isEqualTo(in);
  }
}
