package io.bouncewatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.EnhancedStatusCode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisteredCodesTest {

  @Test
  void keepsExactlyTheRegistrysCodes() throws Exception {
    Set<String> kept = new TreeSet<>();
    for (int subject = 0; subject <= 999; subject++) {
      for (int detail = 0; detail <= 999; detail++) {
        EnhancedStatusCode code = new EnhancedStatusCode(4, subject, detail);
        if (RegisteredCodes.label(code).equals(code.toString())) {
          kept.add(subject + "." + detail);
        }
      }
    }
    assertThat(kept).isEqualTo(new TreeSet<>(registry()));
  }

  @ParameterizedTest
  @CsvSource({
    "5.1.1, 5.1.1",
    "2.1.5, 2.1.5",
    "4.7.28, 4.7.28",
    "5.7.606, 5.7.0",
    "5.1.11, 5.1.0",
    "5.8.1, 5.0.0",
    "5.999.999, 5.0.0"
  })
  void foldsTheRest(String code, String label) {
    assertThat(RegisteredCodes.label(EnhancedStatusCode.parse(code).orElseThrow()))
        .isEqualTo(label);
  }

  private static List<String> registry() throws Exception {
    try (InputStream in = RegisteredCodesTest.class.getResourceAsStream("registered-codes.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }
}
