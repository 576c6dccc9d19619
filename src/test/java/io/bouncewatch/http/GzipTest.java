package io.bouncewatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GzipTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "GZIP | true",
        "deflate, gzip;q=1.0, *;q=0.5 | true",
        "br,gzip ; q=0.01 | true",
        "gzip;q=0 | false",
        "gzip;q=0.000, br | false",
        "x-gzip2 | false",
        "identity | false",
        "* | false",
        "'' | false",
      })
  void onlyWhenAskedByName(String acceptEncoding, boolean asked) {
    assertThat(Gzip.isAsked(acceptEncoding)).isEqualTo(asked);
  }
}
