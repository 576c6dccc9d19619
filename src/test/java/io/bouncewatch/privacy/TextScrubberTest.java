package io.bouncewatch.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code [local@domain]} stands for the substitute of an address, {@code [local]} where alone. */
class TextScrubberTest {

  @Test
  void everyAddressWhoeverItIs() {
    assertThat(scrub("550 5.1.1 <anna@b.test>: no, nor bob@c.test.", "anna@b.test"))
        .isEqualTo("550 5.1.1 <[anna@b.test]@b.test>: no, nor [bob@c.test]@c.test.");
    assertThat(scrub("550 <b&w.k017@gmail.test>... no", "other@gmail.test"))
        .isEqualTo("550 <[b&w.k017@gmail.test]@gmail.test>... no");
    assertThat(scrub("550 (o'brien@[192.0.2.1]) no"))
        .isEqualTo("550 ([o'brien@[192.0.2.1]]@[192.0.2.1]) no");
  }

  @Test
  void theOwnLocalPartsWhereverTheyStand() {
    assertThat(scrub("user ANNA.Smith over quota; anna.smith-x", "anna.smith@b.test"))
        .isEqualTo("user [anna.smith@b.test] over quota; [anna.smith@b.test]-x");
    assertThat(scrub("joanna.smith is not anna.smithson", "anna.smith@b.test"))
        .isEqualTo("joanna.smith is not anna.smithson");
    assertThat(scrub("alias sales -> jane.doe", "jane.doe@b.test", "vertrieb@b.test"))
        .isEqualTo("alias sales -> [jane.doe@b.test]");
    assertThat(scrub("mailbox news7 is full", "news7+weekly@b.test"))
        .isEqualTo("mailbox [news7+weekly@b.test] is full");
  }

  @Test
  void linksAndEncodedForms() {
    assertThat(
            scrub("see https://p.b.test/help?code=4.4.2&to=Anna.K1@b.test now", "anna.k1@b.test"))
        .isEqualTo("see https://p.b.test/help?code=4.4.2&to=[anna.k1@b.test]@b.test now");
    assertThat(scrub("see https://p.b.test/q?to=anna.k1%40b.test", "anna.k1@b.test"))
        .isEqualTo("see https://p.b.test/q?to=[anna.k1@b.test]%40b.test");
    assertThat(scrub("see https://p.b.test/q?u=b%26w.k1&d=b.test", "b&w.k1@b.test"))
        .isEqualTo("see https://p.b.test/q?[u=b%26w.k1&d@b.test]=b.test");
    assertThat(scrub("see https://p.b.test/q?a=1&to=b&w.k2@b.test", "anna@b.test"))
        .isEqualTo("see https://p.b.test/q?[a=1&to=b&w.k2@b.test]@b.test");
    assertThat(scrub("user o&#39;brien1 unknown", "o'brien1@b.test"))
        .isEqualTo("user [o'brien1@b.test] unknown");
  }

  @Test
  void verpSrsPercentAndBangForms() {
    assertThat(scrub("bounce-anna.k1=b.test unknown", "anna.k1@b.test"))
        .isEqualTo("[bounce-anna.k1@b.test]=b.test unknown");
    assertThat(scrub("sender bounce+3=anna.k1=b.test@o.test", "anna.k1@b.test"))
        .isEqualTo("sender [bounce+3=anna.k1=b.test@o.test]@o.test");
    assertThat(scrub("<SRS0=aB1=TT=b.test=anna.k1@fwd.test> expired", "anna.k1@b.test"))
        .isEqualTo("<[SRS0=aB1=TT@b.test]=b.test=[anna.k1@fwd.test]@fwd.test> expired");
    assertThat(scrub("relaying to anna.k1%b.test@gw.test", "anna.k1@b.test"))
        .isEqualTo("relaying to [anna.k1%b.test@gw.test]@gw.test");
    assertThat(scrub("b.test!anna.k1 unknown", "anna.k1@b.test"))
        .isEqualTo("b.test![anna.k1@b.test] unknown");
    assertThat(scrub("someone.else=b.test is gone", "anna.k1@b.test"))
        .isEqualTo("[someone.else@b.test]=b.test is gone");
  }

  @Test
  void quotedLocalParts() {
    assertThat(scrub("<\"at@sign.k1\"@q.test>: no", "\"at@sign.k1\"@q.test"))
        .isEqualTo("<[\"at@sign.k1\"@q.test]@q.test>: no");
    assertThat(scrub("RCPT TO:<\"j r k2\"@q.test>: no", "anna@q.test"))
        .isEqualTo("RCPT TO:<[\"j r k2\"@q.test]@q.test>: no");
    assertThat(scrub("at@sign.k1@q.test: no", "\"at@sign.k1\"@q.test"))
        .isEqualTo("[\"at@sign.k1\"@q.test]@q.test: no");
    assertThat(scrub("<j r k2@q.test> and j r k2", "\"j r k2\"@q.test"))
        .isEqualTo("<[\"j r k2\"@q.test]@q.test> and [\"j r k2\"@q.test]");
  }

  @Test
  void wordsThatEverybodyGetsStayUnlessSomebodyIsMeant() {
    assertThat(scrub("550 5.1.1 user unknown", "user@b.test")).isEqualTo("550 5.1.1 user unknown");
    assertThat(scrub("550 5.1.1 <user>: unknown", "user@b.test"))
        .isEqualTo("550 5.1.1 <[user@b.test]>: unknown");
    assertThat(scrub("550 5.1.1 no 5 a", "5@b.test", "a@b.test", "550@b.test"))
        .isEqualTo("550 5.1.1 no 5 a");
    assertThat(scrub("error for name=b.test type=A", "anna@b.test"))
        .isEqualTo("error for name=b.test type=A");
  }

  @Test
  void nothingThatIsNoAddressChanges() {
    for (String text :
        List.of(
            "",
            "@",
            "a @ b",
            "450 4.2.0 Greylisted",
            "H=mx [192.0.2.1] C=\"250 OK\"",
            "\"",
            "\\n",
            "host said: 550 (in reply to RCPT TO command)",
            "100% full",
            "x = y")) {
      assertThat(scrub(text.equals("a @ b") ? "a  b" : text, "anna@b.test"))
          .isEqualTo(text.equals("a @ b") ? "a  b" : text);
    }
    assertThat(scrub("550-5.7.1 first\\n550 5.7.1 anna@b.test", "anna@b.test"))
        .isEqualTo("550-5.7.1 first\\n550 5.7.1 [anna@b.test]@b.test");
  }

  @Test
  void noLocalPartIsLeftInMadeUpReplies() {
    long seed = System.nanoTime();
    System.out.println("TextScrubberTest seed " + seed);
    Random random = new Random(seed);
    String[] parts = {
      "%s@b.test",
      "<%s@b.test>",
      "\"%s\"@b.test",
      "%s",
      "'%s'",
      "<%s>",
      "%s=b.test",
      "%s%%40b.test",
      "x?to=%s@b.test&y=1",
      "https://h.test/a?u=%s",
      "(%s)",
      "%s:",
      "b.test!%s",
      "@r.test:%s@b.test",
      "p+%s=b.test@o.test",
      "bob@c.test",
      "said:",
      "550 5.1.1",
      "\\n",
      "\"",
      "<",
      ">",
      "=",
      "@",
      ","
    };
    String[] locals = {
      "anna.k17", "b&w.k17", "o'brien17", "x+y.k17", "jö.k17", "UPPER.K17", "a=b17"
    };
    for (int i = 0; i < 50_000; i++) {
      String local = locals[random.nextInt(locals.length)];
      StringBuilder text = new StringBuilder();
      for (int n = 1 + random.nextInt(6); n > 0; n--) {
        text.append(parts[random.nextInt(parts.length)].formatted(local));
        text.append(random.nextInt(4) == 0 ? "" : " ");
      }
      // What touches a letter or digit is another word, so only those are looked for that do not.
      String wanted =
          "(?<![\\p{L}\\p{N}])" + java.util.regex.Pattern.quote(local) + "(?![\\p{L}\\p{N}])";
      String scrubbed =
          TextScrubber.scrub(
              text.toString(), KnownAddress.all(local + "@b.test"), (own, domain) -> "*");
      assertThat(scrubbed).describedAs("of %s", text).doesNotContainPattern("(?iu)" + wanted);
    }
  }

  @Test
  void hostileTextCostsBoundedTime() {
    String own = "a".repeat(300);
    long start = System.nanoTime();
    for (String piece :
        List.of(
            "@",
            "<@",
            "\"@",
            "a@",
            own,
            own + " ",
            "=b.test",
            "x=b.test",
            "a.",
            "//?@",
            "%40",
            "<",
            "\"\\",
            "a=b.test@",
            "@@ \"")) {
      String text = piece.repeat(64 * 1024 / piece.length());
      assertThat(TextScrubber.scrub(text, KnownAddress.all(own + "@b.test"), (l, d) -> "*"))
          .isNotNull();
    }
    assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(10_000);
  }

  private static String scrub(String text, String... known) {
    return TextScrubber.scrub(
        text, KnownAddress.all(known), (local, domain) -> "[" + local + "@" + domain + "]");
  }
}
