package io.bouncewatch.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LooseReplyTest {

  @Test
  void bare() {
    assertCodes("550 5.1.1 User unknown", 550, "5.1.1");
    assertCodes("550-5.1.1 first\n550 5.1.1 second", 550, "5.1.1");
    assertCodes("550 #5.1.0 Address rejected", 550, "5.1.0");
    assertCodes("  421 busy ", 421, null);
    assertCodes("550", 550, null);
    assertCodes("5.1.1", null, "5.1.1");
    assertCodes("#5.1.1", null, "5.1.1");
    assertCodes("[5.1.1] text", null, "5.1.1");
    assertCodes("5.1.1.2 is an address", null, null);
    assertCodes("5.1.1234", null, null);
    assertCodes("", null, null);
    assertCodes("User unknown", null, null);
  }

  @Test
  void inTheWordsOfAnMta() {
    LooseReply postfix =
        LooseReply.parse(
            "host mx.b.test[192.0.2.1] said: 550 5.1.1 unknown (in reply to RCPT TO command)",
            null);
    assertThat(postfix.route()).isEqualTo(new Route(null, "mx.b.test", "192.0.2.1"));
    assertThat(postfix.response().reply()).isEqualTo("550 5.1.1 unknown");
    assertThat(postfix.response().stage()).isEqualTo(SmtpStage.RCPT);
    LooseReply exim =
        LooseReply.parse(
            "SMTP error from remote mail server after RCPT TO:<a@b.test>: host mx.b.test"
                + " [192.0.2.1]: 550 5.1.1 unknown",
            "5.0.0");
    assertThat(exim.route()).isEqualTo(new Route(null, "mx.b.test", "192.0.2.1"));
    assertThat(exim.response().replyCode()).isEqualTo(550);
    assertThat(exim.response().mtaCode()).isEqualTo("5.0.0");
    assertThat(exim.response().stage()).isEqualTo(SmtpStage.RCPT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smtp; %s",
        "SMTP; %s",
        "x-unix; %s",
        "Diagnostic-Code: smtp; %s",
        "Diagnostic-Code: X-Postfix; host mx.b.test[192.0.2.1] said: %s",
        "Remote host said: %s",
        "The response from the remote server was: %s",
        "The response was: %s",
        "The error that the other server returned was: %s",
        "Remote Server returned '%s'",
        "Remote server replied: %s",
        "The mail server responded: %s",
        "Server error: '%s'",
        "<<< %s",
        "(reason: %s)",
        "<a@b.test>: host mx.b.test[192.0.2.1] said: %s (in reply to RCPT TO command)",
        "<a@b.test>: %s",
        "dsn=5.1.1, status=bounced (host mx.b.test[192.0.2.1] said: %s (in reply to RCPT TO command))",
        "to=<a@b.test>, relay=mx.b.test[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host"
            + " mx.b.test[192.0.2.1] said: %s)",
        "SMTP error from remote mail server after RCPT TO:<a@b.test>: host mx.b.test [192.0.2.1]: %s",
      })
  void inTheWordsThatIntroduceIt(String words) {
    String given = "550 5.1.1 <a@b.test>: User unknown (see \"help\")";
    assertThat(LooseReply.parse(words.formatted(given), null).response().reply()).isEqualTo(given);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Remote host said: hello",
        "The response from the remote server was:",
        "Host unknown",
        "message rejected: 192.0.2.1 is listed",
        "server error: 5.1.1.1",
        "smtp;",
      })
  void wordsThatIntroduceNothing(String text) {
    assertThat(LooseReply.parse(text, null).response().reply()).isEqualTo(text);
  }

  @Test
  void bytesThatEximSpellsOut() {
    assertThat(LooseReply.parse("550 u\\305\\274ytkownik DOMAIN\\name", null).response().reply())
        .startsWith("550 użytkownik");
    assertThat(LooseReply.parse("550 DOMAIN\\name", null).response().reply())
        .isEqualTo("550 DOMAIN\\name");
  }

  @Test
  void hostileTextTakesLinearTime() {
    List<String> traps =
        List.of(
            "host ",
            "host a[b] said: ",
            "550-",
            "550 #",
            "5.1.1 ",
            "[5.",
            "\\305\\274",
            "(<\"",
            "smtp; ",
            "(reason: ",
            "<<<",
            "server error ",
            "a=b, ");
    assertThat(traps)
        .allSatisfy(
            trap ->
                org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> LooseReply.parse(trap.repeat(64 * 1024 / trap.length()), null)));
  }

  private static void assertCodes(String text, Integer replyCode, String status) {
    LooseReply reply = LooseReply.parse(text, null);
    assertThat(reply.response().replyCode()).as(text).isEqualTo(replyCode);
    EnhancedStatusCode found = reply.response().replyStatus();
    assertThat(found == null ? null : found.toString()).as(text).isEqualTo(status);
    assertThat(reply.route()).isEqualTo(Route.NONE);
  }
}
