package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Action;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Confidence;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.Verdict;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BounceClassifierTest {

  private final BounceClassifier classifier = BounceClassifier.shipped();

  @Test
  void expiredIsExpiredWhateverWasSaidLast() {
    Attempt attempt = Attempts.of(SmtpStage.RCPT, Outcome.EXPIRED, "450 4.2.2 Mailbox full");
    assertThat(classifier.classify(attempt, "other"))
        .isEqualTo(new Verdict(Reason.EXPIRED, Action.RETRY, "outcome.expired", Confidence.HIGH));
  }

  @Test
  void nothingSaidIsUndetermined() {
    assertThat(classifier.classify(Attempts.bounced(""), "other"))
        .isEqualTo(new Verdict(Reason.UNDETERMINED, Action.RETRY, "undetermined", Confidence.LOW));
  }

  @Test
  void usersRulesComeFirstAndMayAskForAProvider() {
    RuleFile file =
        RuleFile.parse(
            "mine.rules",
            """
            [mine.known_liar]
            reason = greylisted
            action = suppress
            confidence = low
            provider = yahoo
            pattern = user unknown
            example = 550 5.1.1 User unknown
            """);
    assertThat(file.check()).isEmpty();
    BounceClassifier mine = BounceClassifier.withRules(file.orThrow());
    Attempt attempt = Attempts.bounced("550 5.1.1 User unknown");
    assertThat(mine.classify(attempt, "yahoo"))
        .isEqualTo(
            new Verdict(Reason.GREYLISTED, Action.SUPPRESS, "mine.known_liar", Confidence.LOW));
    assertThat(mine.classify(attempt, "google").rule()).isEqualTo("bad_mailbox.unknown");
  }

  @Test
  void theSameWordsMeanOthersAtOtherStages() {
    String reply = "550 5.1.1 User unknown";
    assertThat(reason(SmtpStage.RCPT, reply)).isEqualTo(Reason.BAD_MAILBOX);
    assertThat(reason(SmtpStage.MAIL, reply)).isEqualTo(Reason.SENDER_REJECTED);
    String unavailable = "550 Requested action not taken: mailbox unavailable";
    assertThat(reason(SmtpStage.RCPT, unavailable)).isEqualTo(Reason.BAD_MAILBOX);
    assertThat(reason(SmtpStage.END_OF_DATA, unavailable)).isEqualTo(Reason.POLICY_REJECTED);
  }

  @Test
  void overQuotaNeverSuppresses() {
    for (Rule rule : classifier.rules()) {
      if (rule.verdict().reason() == Reason.MAILBOX_FULL) {
        assertThat(rule.verdict().action()).as(rule.id()).isEqualTo(Action.RETRY);
      }
    }
  }

  @Test
  void noiseNeitherThrowsNorSuppresses() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String signs = "ab5.-@<>[]()/\\n :;=\"'é\u0000\u001b#~";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder reply = new StringBuilder();
      int length = random.nextInt(60);
      for (int k = 0; k < length; k++) {
        reply.append(signs.charAt(random.nextInt(signs.length())));
      }
      Verdict verdict = classifier.classify(Attempts.deferred("x" + reply), "other");
      assertThat(verdict.action()).as("seed %d: %s", seed, reply).isNotEqualTo(Action.SUPPRESS);
    }
  }

  private Reason reason(SmtpStage stage, String reply) {
    return classifier.classify(Attempts.of(stage, Outcome.BOUNCED, reply), "other").reason();
  }
}
