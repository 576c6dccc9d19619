package io.bouncewatch.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names say. */
class RotatedNameTest {

  @ParameterizedTest
  @CsvSource({
    "mail.log.1, mail.log, NUMBERED",
    "mail.log.12.gz, mail.log, NUMBERED",
    "mainlog.01.xz, mainlog, NUMBERED",
    "mail.1.log, mail.log, NUMBERED",
    "mail.log-20261121, mail.log, DATED",
    "mail.log-2026112110.zst, mail.log, DATED",
    "mail.log.2026-11-21.bz2, mail.log, DATED",
    "mail.log.1763712000, mail.log, DATED",
    "mail-20261121.log, mail.log, DATED",
    "mail-20261121.log.gz, mail.log, DATED",
    "mail.log.old, mail.log, OTHER",
    "mail.log.gz, mail.log, OTHER",
    "mail.err, mail, OTHER",
  })
  void readsNamesThatRotationMakes(String name, String log, RotatedName.Kind kind) {
    assertThat(RotatedName.parse(name, log)).get().extracting(RotatedName::kind).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "mail.log, mail.log",
    "mail-out.log, mail.log",
    "mail.logger, mail.log",
    "maillog.1, mail.log",
    "mainlog2, mainlog",
    "xmail.log.1, mail.log"
  })
  void takesNoOtherLogForARotatedOne(String name, String log) {
    assertThat(RotatedName.parse(name, log)).isEmpty();
  }

  @Test
  void putsTheHighestNumberAndTheEarliestDateFirst() {
    assertThat(sorted("mail.log.2.gz", "mail.log.10.gz", "mail.log.1"))
        .containsExactly("mail.log.10", "mail.log.2", "mail.log.1");
    assertThat(sorted("mail.log-20261121", "mail.log-20261009.gz", "mail.log-20261121-1"))
        .containsExactly("mail.log-20261009", "mail.log-20261121", "mail.log-20261121-1");
  }

  private static List<String> sorted(String... names) {
    return Stream.of(names)
        .map(name -> RotatedName.parse(name, "mail.log").orElseThrow())
        .sorted()
        .map(RotatedName::plain)
        .toList();
  }

  @Test
  void aLogIsNotMadeOfAnotherBecauseItsNameIsLonger() {
    assertThat(RotatedName.isMadeOf("mail.err", "mail")).isFalse();
    assertThat(RotatedName.isMadeOf("mail.old", "mail")).isTrue();
    assertThat(RotatedName.isMadeOf("mail.log.1", "mail.log")).isTrue();
    assertThat(RotatedName.isMadeOf("mail-out.log", "mail.log")).isFalse();
  }

  @Test
  void knowsDatedLogsByTheirPattern() {
    assertThat(RotatedName.parseDated("mail-20261120.log.gz", "mail-20261121.log")).isPresent();
    assertThat(RotatedName.parseDated("mail-20261121.log", "mail-20261121.log")).isEmpty();
    assertThat(RotatedName.parseDated("news-20261120.log", "mail-20261121.log")).isEmpty();
    assertThat(RotatedName.parseDated("mail.old", "mail.log")).isEmpty();
  }
}
