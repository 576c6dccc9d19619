package io.bouncewatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Action;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Confidence;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Position;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.UnknownReplies;
import io.bouncewatch.event.UnknownReply;
import io.bouncewatch.event.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class UnknownTallyTest {

  private static final Instant TIME = Instant.parse("2026-11-21T12:00:00Z");

  private final UnknownTally tally = new UnknownTally(10);

  @Test
  void repliesOfOneWordingAreOne() {
    tally.add(event(1, "550 5.7.1 <a1@b.test>: blorp 17", Confidence.LOW, "google"));
    tally.add(event(0, "550 5.7.1 <b2@c.test>: blorp 99", Confidence.LOW, "yahoo"));
    tally.add(event(2, "550 5.7.1 <b2@c.test>: sure", Confidence.HIGH, "yahoo"));
    UnknownReplies replies = tally.replies();
    assertThat(replies.templates()).hasSize(1);
    UnknownReply reply = replies.templates().get(0);
    assertThat(reply.template().text()).isEqualTo("<~>: blorp <n>");
    assertThat(reply.count()).isEqualTo(2);
    assertThat(reply.first()).isEqualTo(TIME);
    assertThat(reply.last()).isEqualTo(TIME.plusSeconds(1));
    assertThat(reply.providers()).containsExactlyInAnyOrder("google", "yahoo");
  }

  @Test
  void aStreamOfEverNewWordingsIsBoundedAndCounted() {
    for (int i = 0; i < 5_000; i++) {
      String word =
          Integer.toString(i)
              .chars()
              .collect(
                  StringBuilder::new, (b, c) -> b.append((char) (c + 49)), StringBuilder::append)
              .toString();
      tally.add(event(i, "550 5.7.1 new " + word, Confidence.LOW, "other"));
      if (i % 5 == 0) {
        tally.add(event(i, "550 5.7.1 the same again", Confidence.LOW, "other"));
      }
    }
    UnknownReplies replies = tally.replies();
    assertThat(replies.templates()).hasSize(10);
    assertThat(replies.templates().get(0).template().text()).isEqualTo("the same again");
    assertThat(replies.templates().get(0).count()).isEqualTo(1_000);
    assertThat(
            replies.leftOut() + replies.templates().stream().mapToLong(UnknownReply::count).sum())
        .isEqualTo(6_000);
  }

  private static DeliveryEvent event(
      int second, String reply, Confidence confidence, String provider) {
    Attempt attempt =
        new Attempt(
            TIME.plusSeconds(second),
            new Origin(Mta.POSTFIX, "postfix", "4X"),
            new Envelope("news@origin.test", "anna@b.test", null),
            Route.NONE,
            Outcome.BOUNCED,
            new Response(reply, 550, null, "5.7.1", SmtpStage.RCPT),
            null);
    Verdict verdict =
        new Verdict(Reason.POLICY_REJECTED, Action.FIX_SENDER, "code.7.1", confidence);
    return new DeliveryEvent(attempt, provider, verdict, new Position("mail.log", second, 0));
  }
}
