package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.SmtpStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplyTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      550 5.1.1 User unknown                          | user unknown
      550-5.1.1 One 550-5.1.1 two 550 5.1.1 three     | one two three
      550-5.1.1 One\\n550 5.1.1 two                   | one two
      550 #5.1.0 Address rejected.                    | address rejected
      550 It isn't here, and I CAN\u2019T, won't, don't tell  | it is not here, and i cannot, will not, do not tell
      550 n't xn'tx a-n't                              | n't xn'tx a-n't
      550 <fulln't@b.test> fulln't.x@b.test: it isn't. | <~> ~: it is not
      550 [5.1.1] User unknown; 550-5.7.1 no; 4.2.2   | user unknown; no;
      550 5.1.1<a@b.test>: x                          | <~>: x
      550 <o'brien+full@b.test> x                     | <~> x
      550 (a@b.test:blocked)                          | (~:blocked)
      550 see https://a.test/user?unknown=1 now       | see ~ now
      550 see (http://a.test/full). x                 | see (~ x
      550 aka.ms/FullQuota x                          | ~ x
      550 see http://www.OpenSPF.org/Why?s=a&ip=b now | see ~spf now
      550 see http://a.test/www.openspf.org/Why now   | see ~ now
      550 zen.spamhaus.org; x                         | ~; x
      550 rejected.Please try                         | rejected.please try
      550 rejected.please try                         | rejected.please try
      550 RESOLVER.ADR.RecipientNotFound; x           | resolver.adr.recipientnotfound; x
      550 ip 192.0.2.1 and 5.1.1.1 x                  | ip 192.0.2.1 and 5.1.1.1 x
      550 Example.Test is full                        | ~ is full
      550 name=mx.b.test type=MX                      | name=~ type=mx
      550 MX1.Blocked.COM and Spamhaus.Org. x         | ~ and ~. x
      550 Test.Mail is full                           | test.mail is full
      550 <full>: Helo rejected                       | <~>: helo rejected
      550 <unknown[192.0.2.1]>: rejected              | <~>: rejected
      550 <no such user>: rejected                    | <no such user>: rejected
      550 bare <LF>, null <>                          | bare <lf>, null <>
      550 full/o'brien@b.test x                       | ~ x
      550 user 'full@b.test' x                        | user '~' x
      550 "mailbox full"@b.test: x                    | ~: x
      550 <"a b"@b.test> and "c full"@b.test. x       | <~> and ~ x
      550 cannot open /var/mail/full: x               | cannot open ~: x
      550 user/mailbox full                           | user/mailbox full
      550 attachment full-virus.exe, Full.ZIP         | attachment ~, full.zip
      550 x. a640c23a62f3a-b1cd1a5si123456766b.12 - y | x. ~ - y
      550 id 4bVFull12xY34z                           | id ~
      550 version 10.0-rc1 and error 0x8004full       | version 10.0-rc1 and error 0x8004full
      550                                             | ''
      please wait 550 seconds                         | please wait 550 seconds
      host mx.b.test[192.0.2.1] said: 550 5.1.1 x     | x
      host mx.b.test[192.0.2.1] refused to talk to me: 421 x | x
      delivery temporarily suspended: connect to mx.b.test[192.0.2.1]:25: Connection refused \
      | connect to ~[192.0.2.1]:25: connection refused
      """)
  void namesAndCodesGoWordsStay(String reply, String text) {
    assertThat(text(reply)).isEqualTo(text);
  }

  @Test
  void controlCharactersPartWords() {
    assertThat(text("550 5.1.1 tab\there, bell\u0007, esc\u001b[31m red\u00a0end\u0085x"))
        .isEqualTo("tab here, bell , esc [31m red end x");
  }

  @Test
  void quotedLocalPartsAreNames() {
    assertThat(
            ReplyText.of(
                Attempts.of(
                    SmtpStage.RCPT,
                    Outcome.BOUNCED,
                    "550 <\"mailbox full\"@b.test> User unknown",
                    "\"mailbox full\"@b.test")))
        .isEqualTo("<~> user unknown");
  }

  @Test
  void lengthIsCapped() {
    assertThat(text("550 " + "x ".repeat(100_000))).hasSizeLessThanOrEqualTo(ReplyText.LONGEST);
    assertThat(text("@".repeat(100_000))).hasSizeLessThanOrEqualTo(ReplyText.LONGEST);
    assertThat(text("5.1.".repeat(100_000))).hasSizeLessThanOrEqualTo(ReplyText.LONGEST);
  }

  private static String text(String reply) {
    return ReplyText.of(Attempts.bounced(reply));
  }
}
