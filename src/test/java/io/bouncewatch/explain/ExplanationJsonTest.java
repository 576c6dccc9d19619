package io.bouncewatch.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bouncewatch.bounce.catalogue.Language;
import io.bouncewatch.dsn.BounceMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationJsonTest {

  @Test
  void theFieldsAreAContract() throws IOException {
    assertThat(names(json("550 5.1.1 <a@b.test>: User unknown")))
        .containsExactly(
            "code",
            "type",
            "title",
            "meaning",
            "causes",
            "advice",
            "reason",
            "action",
            "rule",
            "confidence",
            "party",
            "basis",
            "outcome",
            "code_explained",
            "code_title",
            "reply_code",
            "reply");
  }

  @Test
  void theWordsGoBeforeTheCode() throws IOException {
    JsonNode json = json("550 5.1.1 too many recipients this hour");
    assertThat(json.get("reason").asText()).isEqualTo("rate_limited");
    assertThat(json.get("basis").asText()).isEqualTo("reason");
    assertThat(json.get("title").asText()).isNotEqualTo(json.get("code_title").asText());
    assertThat(json.get("causes").toString()).contains("A large mailing").doesNotContain("typing");
    assertThat(json.get("advice")).hasSizeGreaterThan(1);
  }

  @Test
  void theBlockListThatTheReplyNames() throws IOException {
    String reply = "554 5.7.1 Service unavailable; 192.0.2.7 blocked using zen.spamhaus.org";
    assertThat(json(reply).get("block_list").asText()).isEqualTo("Spamhaus ZEN");
    for (Language language : Language.values()) {
      Explanation explanation = Explaining.of(Explaining.of(reply).incident(), language);
      assertThat(Explaining.text(explanation, language)).contains("Spamhaus ZEN");
    }
  }

  @Test
  void aProvidersCode() throws IOException {
    JsonNode json = json("421 4.7.0 [TSS04] Messages from 192.0.2.7 temporarily deferred");
    assertThat(json.get("provider").asText()).isEqualTo("yahoo");
    assertThat(json.get("provider_code").asText()).isEqualTo("TSS04");
    assertThat(json.get("source").asText()).startsWith("https://");
    assertThat(json.get("type").asText()).isEqualTo("soft");
    assertThat(json("5.7.515").get("provider").asText()).isEqualTo("microsoft");
    assertThat(json("TSS04").get("title")).isEqualTo(json.get("title"));
  }

  @Test
  void theRelayDecidesWhoseCodeItIs() throws IOException {
    String reply = "\t550 5.4.1 Recipient address rejected: Access denied";
    JsonNode atMicrosoft = line("bounced\tx.mail.protection.outlook.com[192.0.2.1]:25" + reply);
    assertThat(atMicrosoft.get("reason").asText()).isEqualTo("bad_mailbox");
    assertThat(atMicrosoft.get("relay_host").asText()).isEqualTo("x.mail.protection.outlook.com");
    assertThat(atMicrosoft.get("provider").asText()).isEqualTo("microsoft");
    assertThat(atMicrosoft.get("provider_code").asText()).isEqualTo("5.4.1");
    JsonNode anywhere = line("bounced\t-" + reply);
    assertThat(anywhere.has("provider")).isFalse();
    assertThat(anywhere.has("provider_code")).isFalse();
    assertThat(anywhere.get("title")).isNotEqualTo(atMicrosoft.get("title"));
  }

  @Test
  void theOutcomeDecidesTheClass() throws IOException {
    JsonNode soft = line("deferred\t-\t550 5.1.1 User unknown");
    assertThat(soft.get("code").asText()).isEqualTo("4.1.1");
    assertThat(soft.get("type").asText()).isEqualTo("soft");
    assertThat(soft.get("action").asText()).isEqualTo("suppress");
    assertThat(line("bounced\t-\t450 4.2.2 full").get("code").asText()).isEqualTo("5.2.2");
    JsonNode expired = line("expired\t-\t452 4.2.2 full");
    assertThat(expired.get("code").asText()).isEqualTo("5.4.7");
    assertThat(expired.get("reason").asText()).isEqualTo("expired");
    assertThat(expired.get("last").get("reason").asText()).isEqualTo("mailbox_full");
    assertThat(line("delivered\t-\t250 2.0.0 OK").has("reason")).isFalse();
    assertThat(line("no outcome\t-\t550 5.1.1").get("reply").asText()).startsWith("no out");
  }

  @Test
  void linesOfLogs() throws IOException {
    JsonNode postfix =
        json(
            "Nov 21 16:31:19 mx1 postfix/smtp[15]: 4jWyQ00VHGzv: to=<a@b.test>,"
                + " relay=mx.b.test[192.0.2.1]:25, delay=0.5, delays=0/0/0/0, dsn=5.1.1,"
                + " status=bounced (host mx.b.test[192.0.2.1] said: 550 5.1.1 <a@b.test>: User"
                + " unknown (in reply to RCPT TO command))");
    assertThat(postfix.get("recipient").asText()).isEqualTo("a@b.test");
    assertThat(postfix.get("relay_host").asText()).isEqualTo("mx.b.test");
    assertThat(postfix.get("stage").asText()).isEqualTo("rcpt");
    assertThat(postfix.get("reason").asText()).isEqualTo("bad_mailbox");
    JsonNode exim =
        json(
            "2026-11-21 16:31:19 1xUs3O-00002s-2k ** a@b.test R=dnslookup T=remote_smtp"
                + " H=mx.b.test [192.0.2.1]: SMTP error from remote mail server after RCPT"
                + " TO:<a@b.test>: 452 4.2.2 Mailbox full");
    assertThat(exim.get("code").asText()).isEqualTo("5.2.2");
    assertThat(exim.get("reason").asText()).isEqualTo("mailbox_full");
    JsonNode bare =
        json("4jWyQ00VHGzv: to=<a@b.test>, relay=none, delay=1, status=deferred (connect to x: t)");
    assertThat(bare.get("type").asText()).isEqualTo("soft");
    JsonNode expired =
        json(
            "Nov 21 16:31:19 mx1 postfix/qmgr[15]: 4jWyQ00VHGzv: from=<a@b.test>, status=expired,"
                + " returned to sender");
    assertThat(expired.get("code").asText()).isEqualTo("5.4.7");
    JsonNode rejection =
        json(
            "Nov 21 16:31:19 mx1 postfix/smtpd[15]: NOQUEUE: reject: RCPT from x[192.0.2.1]: 554"
                + " 5.7.1 <a@b.test>: Relay access denied; from=<a@x> to=<a@b.test> proto=ESMTP");
    assertThat(rejection.get("code").asText()).isEqualTo("5.7.1");
    assertThat(new Reading().text("Nov 21 16:31:19 mx1 postfix/qmgr[15]: 4jWyQ00VHGzv: removed"))
        .isEmpty();
  }

  @Test
  void whatABounceMessageSaysOfEachRecipient() throws IOException {
    try (InputStream in = BounceMessage.class.getResourceAsStream("qmail.eml")) {
      List<Incident> incidents = Reading.message(BounceMessage.read(in));
      assertThat(incidents).hasSize(2);
      JsonNode refused = Explaining.json(Explaining.of(incidents.get(0), Language.EN));
      assertThat(refused.get("recipient").asText()).isEqualTo("gone@firma.example");
      assertThat(refused.get("reason").asText()).isEqualTo("bad_mailbox");
      JsonNode noHost = Explaining.json(Explaining.of(incidents.get(1), Language.EN));
      assertThat(noHost.get("code").asText()).isEqualTo("5.1.2");
      assertThat(noHost.get("reason").asText()).isEqualTo("bad_domain");
    }
  }

  @Test
  void everyFormOfACode() throws IOException {
    for (String code :
        List.of("5.1.1", "#5.1.1", "[5.1.1]", "550 5.1.1", "550-5.1.1", "550 #5.1.1")) {
      JsonNode json = json(code);
      assertThat(json.get("code").asText()).as(code).isEqualTo("5.1.1");
      assertThat(json.get("reason").asText()).as(code).isEqualTo("bad_mailbox");
    }
    assertThat(json("550").get("code").asText()).isEqualTo("5.0.0");
    assertThat(json("421").get("type").asText()).isEqualTo("soft");
    assertThat(json("mailbox unavailable").has("code")).isFalse();
  }

  private static JsonNode json(String text) throws IOException {
    return Explaining.json(Explaining.of(text));
  }

  private static JsonNode line(String line) throws IOException {
    return Explaining.json(Explaining.of(new Reading().line(line), Language.EN));
  }

  private static List<String> names(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
