package io.bouncewatch.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.ParsedLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The cheap test may let too much through, and must not hold back anything that counts. */
class TextGateTest {

  private static final List<String> LOGS = SampleLog.NAMES;

  private static final String[] PIECES = {
    ": ",
    " ",
    "to=<",
    "from=<",
    "status=",
    " => ",
    "**",
    "rejected",
    "reject: ",
    "\u0000",
    "æ",
    "=="
  };

  private final LogParser parser = new LogParser(LogFormat.AUTO, ParserSettings.defaults());

  @ParameterizedTest
  @FieldSource("LOGS")
  void nothingThatCountsIsHeldBack(String log) {
    int passed = 0;
    List<String> lines = SampleLog.lines(log);
    for (String line : lines) {
      check(line);
      passed += LogParser.mayMatter(line) ? 1 : 0;
    }
    assertThat(passed).as("lines let through").isBetween(1, lines.size() - 1);
  }

  @ParameterizedTest
  @FieldSource("LOGS")
  void norOfLinesThatAreBroken(String log) {
    Random random = new Random(20261121);
    for (String line : SampleLog.lines(log)) {
      if (random.nextInt(4) == 0) {
        check(broken(line, random));
      }
    }
  }

  @Test
  void norOfLinesThatAreTraps() throws IOException {
    for (String file : List.of("/golden/postfix-traps.txt", "/golden/exim-traps.txt")) {
      for (GoldenCase golden : GoldenCase.read(file)) {
        check(new String(golden.line(), StandardCharsets.UTF_8));
      }
    }
  }

  private void check(String text) {
    if (counts(parser.parseMessage(text))) {
      assertThat(LogParser.mayMatter(text)).as(text).isTrue();
    }
  }

  private static boolean counts(ParsedLine line) {
    return line instanceof ParsedLine.Unrecognised
        || (line instanceof ParsedLine.Parsed told && told.content().isVerdict());
  }

  private static String broken(String line, Random random) {
    StringBuilder text = new StringBuilder(line);
    int at = random.nextInt(text.length());
    text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
    text.insert(random.nextInt(text.length() + 1), PIECES[random.nextInt(PIECES.length)]);
    return text.toString();
  }
}
