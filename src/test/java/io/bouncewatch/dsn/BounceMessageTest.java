package io.bouncewatch.dsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.bouncewatch.event.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BounceMessageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postfix-refused | postfix.lab.test | gone@sink.test | BOUNCED | 5.1.1 | mx.sink.test | 550-5.1.1 The email account
          postfix-delayed | postfix.lab.test | full@sink.test | DEFERRED | 4.2.2 | mx.sink.test | 452 4.2.2 The recipient's inbox
          postfix-expired | postfix.lab.test | full@sink.test | EXPIRED | 4.2.2 | mx.sink.test | 452 4.2.2 The recipient's inbox
          postfix-no-host | postfix.lab.test | nobody@postfix.lab.testx | BOUNCED | 5.4.4 | | unable to look up host postfix.lab.testx
          postfix-delivered | postfix.lab.test | ok@sink.test | DELIVERED | 2.0.0 | mx.sink.test | 250 2.0.0 OK
          postfix-utf8 | postfix.lab.test | utf8@sink.test | BOUNCED | 5.1.1 | mx.sink.test | 550 5.1.1 Nie ma takiego użytkownika
          exim-refused | exim.lab.test | gone@sink.test | BOUNCED | 5.0.0 | mx.sink.test | 550-5.1.1 The email account
          exim-expired | exim.lab.test | full@sink.test | EXPIRED | 5.0.0 | mx.sink.test | 452 4.2.2 The recipient's inbox
          exim-expired-unreached | exim.lab.test | someone@dead.test | EXPIRED | 5.0.0 | |
          exim-delayed-unreached | exim.lab.test | someone@dead.test | DEFERRED | 4.0.0 | |
          exim-utf8 | exim.lab.test | utf8@sink.test | BOUNCED | 5.0.0 | mx.sink.test | 550 5.1.1 Nie ma
          gmail | googlemail.com | info@verein.example | BOUNCED | 5.7.1 | mx.verein.example | 554 5.7.1 <mail-ed1
          """)
  void reports(
      String name,
      String reportingHost,
      String recipient,
      Outcome outcome,
      String status,
      String remoteHost,
      String reply)
      throws IOException {
    DeliveryReport report = read(name);
    assertThat(report.standard()).isTrue();
    assertThat(report.reportingHost()).isEqualTo(reportingHost);
    RecipientStatus one = report.recipients().get(0);
    assertThat(report.recipients()).hasSize(1);
    assertThat(one.recipient()).isEqualTo(recipient);
    assertThat(one.outcome()).isEqualTo(outcome);
    assertThat(one.status()).hasToString(status);
    assertThat(one.remoteHost()).isEqualTo(remoteHost);
    assertThat(one.reply()).startsWith(reply == null ? "" : reply);
    if (reply == null) {
      assertThat(one.reply()).isEmpty();
    }
    assertThat(one.reply()).doesNotContain("retry timeout exceeded");
  }

  @Test
  void severalRecipientsInAnOuterFormOfManyParts() throws IOException {
    DeliveryReport report = read("exchange-online");
    assertThat(report.recipients()).hasSize(2);
    assertThat(report.recipients().get(0).diagnostic())
        .startsWith("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found");
    assertThat(report.recipients().get(1).recipient()).isEqualTo("closed@contoso.example");
    assertThat(report.recipients().get(1).status()).hasToString("5.7.133");
  }

  @Test
  void qmail() throws IOException {
    DeliveryReport report = read("qmail");
    assertThat(report.standard()).isFalse();
    assertThat(report.recipients())
        .extracting(
            RecipientStatus::recipient,
            one -> one.status() + "",
            RecipientStatus::remoteHost,
            RecipientStatus::reply)
        .containsExactly(
            tuple(
                "gone@firma.example",
                "null",
                "192.0.2.25",
                "550 5.1.1 <gone@firma.example>: Recipient address rejected: User unknown"),
            tuple(
                "someone@nowhere.example",
                "5.1.2",
                null,
                "Sorry, I couldn't find any host named nowhere.example. (#5.1.2)"));
  }

  @Test
  void eximBeforeItWroteReports() throws IOException {
    DeliveryReport report = read("exim-before-reports");
    assertThat(report.recipients())
        .extracting(RecipientStatus::recipient, RecipientStatus::outcome)
        .containsExactly(
            tuple("gone@firma.example", Outcome.BOUNCED),
            tuple("voll@firma.example", Outcome.EXPIRED));
    assertThat(report.recipients().get(0).reply())
        .endsWith("550 5.1.1 <gone@firma.example>: Recipient address rejected: User unknown");
    assertThat(report.recipients().get(1).reply()).endsWith("452 4.2.2 Mailbox full");
  }

  @Test
  void whatIsNoBounceHasNoRecipients() throws IOException {
    assertThat(parse("From: a@b.test\nSubject: x\n\n<a@b.test>: hello\n").recipients()).isEmpty();
    assertThat(parse("").recipients()).isEmpty();
    assertThat(parse("no mail at all").recipients()).isEmpty();
    assertThat(parse("Nov 21 16:31:19 mx1 postfix/smtp[1]: 4j: to=<a@b>\n").recipients()).isEmpty();
  }

  @Test
  void builtToDoHarm() {
    StringBuilder deep = new StringBuilder("MIME-Version: 1.0\n");
    for (int i = 0; i < 5_000; i++) {
      deep.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\n\n--b");
      deep.append(i).append('\n');
    }
    assertThatThrownBy(() -> parse(deep.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("deep");
    String report =
        "Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n";
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          DeliveryReport many =
              parse(report + "Final-Recipient: rfc822;a@b.test\n\n".repeat(100_000) + "--x--\n");
          assertThat(many.recipients()).hasSize(DeliveryReport.MOST_RECIPIENTS);
          parse(report + "A: b\n c".repeat(100_000));
          parse(report + "Final-Recipient: " + "x".repeat(500_000) + "\n--x--\n");
          parse(
              "X-Failed-Recipients: "
                  + "a@b.test,".repeat(50_000)
                  + "\n\n"
                  + "<a@b.test>:\n".repeat(50_000));
          parse("Subject: x\n\nThis is the qmail-send program\n" + "<a@b.test>:\n".repeat(80_000));
        });
  }

  @Test
  void brokenBytesNeverEndInAnythingButAnIOException() throws IOException {
    Random random = new Random(20261121);
    byte[] genuine;
    try (InputStream in = BounceMessageTest.class.getResourceAsStream("exchange-online.eml")) {
      genuine = in.readAllBytes();
    }
    for (int i = 0; i < 2_000; i++) {
      byte[] broken = genuine.clone();
      for (int j = 0; j < 20; j++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      try {
        BounceMessage.read(new ByteArrayInputStream(broken, 0, random.nextInt(broken.length)));
      } catch (IOException fine) {
        assertThat(fine).hasMessageNotContaining("null");
      }
    }
  }

  private static DeliveryReport parse(String message) throws IOException {
    return BounceMessage.read(
        new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static DeliveryReport read(String name) throws IOException {
    try (InputStream in = BounceMessageTest.class.getResourceAsStream(name + ".eml")) {
      return BounceMessage.read(in);
    }
  }
}
