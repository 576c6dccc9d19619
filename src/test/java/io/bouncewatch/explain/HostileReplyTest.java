package io.bouncewatch.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import io.bouncewatch.bounce.catalogue.Language;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reply is a stranger's text: it costs bounded time and comes out harmless. */
class HostileReplyTest {

  private static final int LONG = 64 * 1024;

  static Stream<String> replies() {
    return Stream.of(
            "\u001b[2J\u001b]0;title\u0007\u001b[31mred",
            "\u202egnp.exe\u2066\u200f\u061c",
            "\0\u0001\u0008\b\r\f\u007f\u0085\u009b31m",
            "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
            "\ud800 \udc00 \ud83d",
            "\ufeff\u00ad\u2028\u2029\ue000\uffff",
            "((((((((((<<<<<<\"",
            "host host[1] said: ",
            "5.1.1 ",
            "550-5.1.1 ",
            "x",
            "\u4e2d",
            "\ud83d\ude00",
            "\\305\\274",
            "OFR",
            "no=1",
            "to=<a@b.test>, status=bounced (",
            "** a@b.test: ",
            " ",
            "\t",
            "a@",
            "://",
            "mailbox full of no such user quota exceeded blocked ")
        .flatMap(
            piece ->
                Stream.of(
                    "550 5.1.1 " + piece,
                    "550 5.1.1 " + piece.repeat(LONG / piece.length()),
                    piece.repeat(LONG / piece.length()),
                    piece.repeat(599) + "\ud83d\ude00".repeat(2_000)));
  }

  @ParameterizedTest
  @MethodSource("replies")
  void comesOutHarmless(String reply) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          Incident incident = new Reading().line(reply);
          Explanation explanation = Explaining.of(incident, Language.EN);
          String text = Explaining.text(explanation, Language.EN);
          assertHarmless(text);
          ExplanationTextTest.assertReadsWell(text.replace("{", ""));
          assertThat(text.lines().count()).isLessThan(120);
          JsonNode json = Explaining.json(explanation);
          assertThat(json.path("reply").asText().length()).isLessThanOrEqualTo(2_000);
        });
  }

  @Test
  void aNameIsAsHarmlessAsAReply() {
    Incident incident =
        new Reading().line("bounced\t\u001b]31mmx" + "\u202e".repeat(5_000) + ".test\t550 5.1.1 x");
    String text = Explaining.text(Explaining.of(incident, Language.EN), Language.EN);
    assertHarmless(text);
    assertThat(text).contains("<U+001B>]31mmx<U+202E>").hasSizeLessThan(6_000);
  }

  @Test
  void randomText() {
    Random random = new Random(20261121);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder reply = new StringBuilder(random.nextBoolean() ? "550 " : "");
      for (int j = random.nextInt(400); j > 0; j--) {
        reply.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
      }
      Incident incident = new Reading().line(reply.toString());
      assertHarmless(Explaining.text(Explaining.of(incident, Language.EN), Language.EN));
    }
  }

  @Test
  void whatIsCutIsSaid() {
    assertThat(Explaining.text("550 5.1.1 " + "word ".repeat(500)))
        .contains("word…", "The reply was longer than can be shown");
    assertThat(Explaining.text("550 5.1.1 it ends…")).doesNotContain("longer than can be shown");
  }

  private static void assertHarmless(String text) {
    List<String> harmful =
        text.codePoints()
            .filter(c -> c != '\n')
            .filter(
                c ->
                    switch (Character.getType(c)) {
                      case Character.CONTROL,
                          Character.FORMAT,
                          Character.SURROGATE,
                          Character.PRIVATE_USE,
                          Character.UNASSIGNED,
                          Character.LINE_SEPARATOR,
                          Character.PARAGRAPH_SEPARATOR ->
                          true;
                      default -> false;
                    })
            .mapToObj(Integer::toHexString)
            .toList();
    assertThat(harmful).isEmpty();
  }
}
