package io.bouncewatch.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnhancedStatusCodeTest {

  /** What a code looks like: RFC 3463 section 2, class 2, 4 or 5. */
  private static final Pattern CODE = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");

  @ParameterizedTest
  @CsvSource({"5.1.1,5.1.1", "4.007.010,4.7.10", "2.999.999,2.999.999", "5.0.0,5.0.0"})
  void readsCodes(String text, String code) {
    assertThat(EnhancedStatusCode.parse(text)).map(EnhancedStatusCode::toString).contains(code);
  }

  @Test
  void readsNothingElse() {
    Random random = new Random(1);
    int codes = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(8);
      for (int k = 0; k < length; k++) {
        text.append("245301..9x٣".charAt(random.nextInt(11)));
      }
      boolean isCode = CODE.matcher(text).matches();
      codes += isCode ? 1 : 0;
      assertThat(EnhancedStatusCode.parse(text).isPresent()).as("%s", text).isEqualTo(isCode);
    }
    assertThat(codes).isGreaterThan(50);
  }
}
