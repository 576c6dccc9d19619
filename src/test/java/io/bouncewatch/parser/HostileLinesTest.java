package io.bouncewatch.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.bouncewatch.event.LogLine;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lines of full length that are made to drive patterns mad: no exception, no stack overflow, and an
 * end. The limit only tells a sensible time from none at all.
 */
class HostileLinesTest {

  private static final Duration SANE = Duration.ofSeconds(20);

  private static final String POSTFIX = "Nov 21 16:31:19 mx1 postfix/smtp[7]: 4jWyQ00VHGzv: ";
  private static final String EXIM = "2026-11-21 16:31:19 1xUo0J-0004g4-0E ";

  static Stream<String> lines() {
    return Stream.of(
            "to=<",
            "to=<\"",
            "to=<\"\\",
            ">, orig_to=<",
            ">, relay=",
            "from=<",
            "from=<\"\\\\",
            "reject: header ",
            "reject: RCPT from ",
            "=> ",
            "** ",
            "== ",
            "<= ",
            "<= \"",
            "=> \"",
            "** |",
            "=> a@b.test",
            "== a@b.test R=x T=y defer (-44)",
            "** a@b.test ",
            "** a@b.test: SMTP error from remote mail server after ",
            "H=",
            "rejected ")
        .flatMap(
            start ->
                Stream.of(
                        "a",
                        "\"",
                        "\\",
                        "<",
                        ">",
                        " ",
                        "(",
                        ") (",
                        " <a",
                        "> ",
                        ": ",
                        " A=",
                        " A",
                        " C=\"",
                        "\" ",
                        ", orig_to=<",
                        ">, relay=x, delay=1",
                        " [x] ",
                        ">: ",
                        " H=x [",
                        "\\\"",
                        "<\"",
                        "\"@",
                        " (x)",
                        "\u2028",
                        "550-")
                    .flatMap(
                        part -> Stream.of(POSTFIX + start, EXIM + start).map(s -> s + fill(part))));
  }

  private static String fill(String part) {
    return part.repeat(60_000 / part.length());
  }

  @Test
  void noLineMakesTheParserFail() {
    assertTimeoutPreemptively(
        SANE.multipliedBy(6),
        () ->
            lines()
                .forEach(
                    text -> {
                      LogLine line = LogLine.of(text);
                      for (LogFormat format : LogFormat.values()) {
                        assertThat(new LogParser(format, ParserSettings.defaults()).parse(line))
                            .isNotNull();
                      }
                    }));
  }

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(5);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noiseIsRead(long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[LogLine.MAX_LENGTH];
    LogParser parser = new LogParser(LogFormat.AUTO, ParserSettings.defaults());
    for (int i = 0; i < 20; i++) {
      random.nextBytes(bytes);
      LogLine line = new LogLine();
      line.set(bytes, 0, random.nextInt(bytes.length), 0);
      assertTimeoutPreemptively(SANE, () -> assertThat(parser.parse(line)).isNotNull());
    }
  }
}
