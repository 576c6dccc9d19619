package io.bouncewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

  @Test
  void noFieldIsAFormula() {
    for (String begin : List.of("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff20")) {
      assertThat(Csv.line(List.of(begin + "cmd|' /C calc'!A0@b.test"))).startsWith("\"'");
    }
    assertThat(Csv.line(List.of("a+b=c@d.test"))).isEqualTo("\"a+b=c@d.test\"\r\n");
  }

  @Test
  void noFieldEndsBeforeItsEnd() {
    assertThat(Csv.line(List.of("\"a,b\"@c.test", "x\r\n=1+1", "")))
        .isEqualTo("\"\"\"a,b\"\"@c.test\",\"x??=1+1\",\"\"\r\n");
    assertThat(Csv.line(List.of("\u001b[31m\u202e"))).isEqualTo("\"?[31m?\"\r\n");
  }
}
