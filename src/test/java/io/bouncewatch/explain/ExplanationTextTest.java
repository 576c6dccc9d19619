package io.bouncewatch.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.bounce.catalogue.Language;
import io.bouncewatch.dsn.BounceMessage;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTextTest {

  @ParameterizedTest
  @EnumSource
  void everyCodeOfTheGuide(Language language) throws IOException {
    Set<String> different = new HashSet<>();
    for (String code : guideCodes()) {
      Explanation explanation = Explaining.of(new Reading().text(code).orElseThrow(), language);
      String text = Explaining.text(explanation, language);
      assertReadsWell(text);
      String[] lines = text.split("\n", 3);
      String title =
          Explaining.catalogue(language)
              .code(EnhancedStatusCode.parse(code).orElseThrow())
              .orElseThrow()
              .texts()
              .title();
      assertThat(lines[0]).as(code).isEqualTo(title);
      assertThat(lines[1]).startsWith(code + " · ");
      assertThat(text)
          .contains(
              Explaining.catalogue(language).words().of("heading.meaning"),
              Explaining.catalogue(language).words().of("heading.advice"),
              Explaining.catalogue(language).words().of("label.party"),
              Explaining.catalogue(language).words().of("heading.causes"));
      different.add(text.substring(text.indexOf('\n', text.indexOf('\n') + 1)));
    }
    assertThat(different).as("no two codes are explained alike").hasSize(89);
  }

  /** Every code there is, every provider's code, and every reason, within the width. */
  @ParameterizedTest
  @EnumSource
  void nothingIsWiderThanATerminal(Language language) {
    for (int subject = 0; subject <= 8; subject++) {
      for (int detail = 0; detail <= 40; detail++) {
        for (int statusClass : new int[] {2, 4, 5}) {
          String code = statusClass + "." + subject + "." + detail;
          Explanation explanation = Explaining.of(new Reading().text(code).orElseThrow(), language);
          assertReadsWell(Explaining.text(explanation, language));
        }
      }
    }
    for (int replyCode = 200; replyCode < 600; replyCode++) {
      Incident incident = new Reading().text(replyCode + " x").orElseThrow();
      assertReadsWell(Explaining.text(Explaining.of(incident, language), language));
    }
  }

  static void assertReadsWell(String text) {
    assertThat(text).endsWith("\n").doesNotContain("\n\n\n");
    text.lines()
        .forEach(
            line -> {
              assertThat(DisplayWidth.of(line)).as(line).isLessThanOrEqualTo(Page.WIDTH);
              assertThat(line).isEqualTo(line.stripTrailing()).doesNotContain("{");
            });
  }

  @Test
  void aCode() throws IOException {
    assertGolden("code", Explaining.text("#5.1.1"));
  }

  @Test
  void aReplyWhoseWordsSayMoreThanItsCode() throws IOException {
    String reply = "550 5.1.1 <a@b.test>: too many recipients this hour";
    assertGolden("reply-beats-code", Explaining.text(reply));
  }

  @Test
  void aBounceMessage() throws IOException {
    try (InputStream in = BounceMessage.class.getResourceAsStream("exim-expired.eml")) {
      Incident incident = Reading.message(BounceMessage.read(in)).get(0);
      assertGolden("expired", Explaining.text(Explaining.of(incident, Language.EN), Language.EN));
    }
  }

  @Test
  void anExpiryThatNamesNoRefusalHasNone() {
    assertThat(
            Explaining.of(
                    "2026-11-21 16:35:06 1xUo3B-0005kY-2h ** j@b.test: retry timeout exceeded")
                .last())
        .isNull();
  }

  @Test
  void twoReadingsAreAttributed() {
    assertThat(Explaining.text("5.2.1"))
        .contains("One widely read guide says", "The IANA registry says");
    assertThat(Explaining.text("5.1.1")).doesNotContain("registry");
  }

  @Test
  void whatIsRemarkable() {
    assertThat(Explaining.text("450 5.1.1 mailbox disabled"))
        .contains("contradict each other")
        .contains("calls it temporary, but the reply says that the address is dead");
    assertThat(Explaining.text("5.1.99"))
        .contains("The code 5.1.99 is not registered. Its group, 5.1.0,");
    assertThat(Explaining.text("552")).contains("The mailbox is full, or the message is too large");
    assertThat(Explaining.text("421 4.7.0 [TSS04] Messages deferred"))
        .contains("A code of Yahoo and AOL: TSS04", "https://senders.yahooinc.com/");
    assertThat(Explaining.text("5.7.515"))
        .contains("The code 5.7.515 is not registered. Microsoft uses it in a sense of its own.");
    assertThat(Explaining.text("250 2.1.5 OK")).contains("Nothing needs to be done");
    assertThat(Explaining.text("550 qwertz")).contains("How sure\n  Not sure.");
  }

  @Test
  void everyReasonCanBeExplained() {
    for (Reason reason : Reason.values()) {
      assertThat(Explaining.catalogue(Language.EN).reason(reason).reason()).isEqualTo(reason);
    }
  }

  private static List<String> guideCodes() throws IOException {
    return read("/io/bouncewatch/bounce/catalogue/guide-codes.txt").lines().toList();
  }

  /** Which rule decided is the rules' own affair. */
  private static void assertGolden(String name, String text) throws IOException {
    assertThat(text.replaceAll("Rule: \\S+", "Rule: R")).isEqualTo(read(name + ".golden.txt"));
  }

  private static String read(String name) throws IOException {
    try (InputStream in = ExplanationTextTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
