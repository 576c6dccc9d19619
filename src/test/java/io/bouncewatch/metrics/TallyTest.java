package io.bouncewatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Series;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = new Tally(new DomainCap(DomainCap.DEFAULT_CAP));

  @Test
  void deliveriesAndBouncesHaveTheirSeries() {
    assertThat(tally.of(Events.event(Outcome.DELIVERED, "a@Example.ORG", "2.0.0", null)))
        .contains(
            Series.of(Metric.DELIVERIES, "postfix", "postfix", "smtp", "example.org", "google"));
    assertThat(
            tally.of(Events.event(Outcome.DEFERRED, "a@b.example", "4.2.2", Reason.MAILBOX_FULL)))
        .contains(bounce("soft", "4.2.2", "mailbox_full", "b.example"));
    assertThat(tally.of(Events.event(Outcome.BOUNCED, "a@b.example", "5.7.606", null)))
        .contains(bounce("hard", "5.7.0", "undetermined", "b.example"));
    assertThat(tally.of(Events.event(Outcome.EXPIRED, "a@b.example", "4.4.1", Reason.EXPIRED)))
        .contains(bounce("hard", "5.4.7", "expired", "b.example"));
  }

  @Test
  void whatWasNotTriedIsNoBounce() {
    assertThat(tally.of(Events.event(Outcome.SUSPENDED, "a@b.example", "4.4.1", null)))
        .contains(Series.of(Metric.SUSPENDED, "postfix", "postfix", "4.4.1"));
    assertThat(tally.of(Events.event(Outcome.RELAYED, "a@b.example", "2.0.0", null))).isEmpty();
    assertThat(tally.of(Events.event(Outcome.PROBE, "a@b.example", "5.1.1", null))).isEmpty();
  }

  @Test
  void rejectionsAreCountedApart() {
    assertThat(tally.of(Events.rejection("5.7.1")))
        .isEqualTo(Series.of(Metric.REJECTIONS, "postfix", "postfix", "5.7.1", "rcpt"));
  }

  @Test
  void missingPartsAreUnknown() {
    assertThat(tally.of(Events.withoutRoute(Outcome.DELIVERED)))
        .contains(
            Series.of(Metric.DELIVERIES, "postfix", "postfix", "unknown", "unknown", "google"));
  }

  @Test
  void storedLabelsGoOnThoughTheCapsAreFull() {
    Series stored = bounce("hard", "5.1.1", "bad_mailbox", "late.example");
    Tally small = new Tally(new DomainCap(1));
    small.admit(Set.of(stored));
    assertThat(
            small.of(Events.event(Outcome.BOUNCED, "a@late.example", "5.1.1", Reason.BAD_MAILBOX)))
        .contains(stored);
  }

  @Test
  void oneDomainCanNotMakeSeriesWithoutEnd() {
    Map<Series, Long> counts = new HashMap<>();
    int attempts = 0;
    for (Reason reason : Reason.values()) {
      for (Outcome outcome : List.of(Outcome.BOUNCED, Outcome.DEFERRED)) {
        for (String code : codes()) {
          counts.merge(
              tally.of(Events.event(outcome, "a@evil.example", code, reason)).orElseThrow(),
              1L,
              Long::sum);
          attempts++;
        }
      }
    }
    Set<Series> own = new HashSet<>(counts.keySet());
    own.removeIf(series -> series.values().contains("other"));
    assertThat(own).hasSize(SeriesCap.OF_ONE_DOMAIN);
    assertThat(counts).hasSize(attempts);
    assertThat(counts.values()).containsOnly(1L);
  }

  @Test
  void mailWithoutASenderEntersNoSendersRatio() {
    Tally bySender = new Tally(new DomainCap(10), SenderDomains.of(Set.of(), 10));
    DeliveryEvent event = Events.event(Outcome.BOUNCED, "a@b.example", "5.1.1", null);
    assertThat(bySender.of(event, FinalOutcome.BOUNCED))
        .containsExactly(
            Series.of(Metric.NOTIFICATION_RECIPIENTS, "postfix", "postfix", "bounced", "other"));
    assertThat(bySender.of(Events.noticeOf("4XYZ", "double-bounce@a.test"), FinalOutcome.DELIVERED))
        .containsExactly(
            Series.of(Metric.NOTIFICATION_RECIPIENTS, "postfix", "postfix", "delivered", "own"));
  }

  @Test
  void sendersAreCountedByDomainIfAskedFor() {
    DeliveryEvent event = Events.from("joe@News.Example");
    Series recipients = Series.of(Metric.RECIPIENTS, "postfix", "postfix", "bounced", "google");
    assertThat(tally.of(event, FinalOutcome.BOUNCED)).containsExactly(recipients);
    Tally listed = new Tally(new DomainCap(10), SenderDomains.of(Set.of("news.example"), 0));
    assertThat(listed.of(event, FinalOutcome.BOUNCED))
        .containsExactly(recipients, sender("news.example"));
    assertThat(listed.of(Events.from("joe@else.example"), FinalOutcome.BOUNCED))
        .containsExactly(recipients, sender("other"));
    Tally capped = new Tally(new DomainCap(10), SenderDomains.of(Set.of(), 2));
    assertThat(capped.of(event, FinalOutcome.BOUNCED)).contains(sender("news.example"));
    assertThat(capped.of(Events.from("joe@else.example"), FinalOutcome.BOUNCED))
        .contains(sender("other"));
    for (int i = 0; i < 20_000; i++) {
      capped.of(Events.from("joe@else.example"), FinalOutcome.BOUNCED);
    }
    assertThat(capped.of(Events.from("joe@else.example"), FinalOutcome.BOUNCED))
        .contains(sender("else.example"));
  }

  private static Series sender(String domain) {
    return Series.of(Metric.SENDER_RECIPIENTS, "postfix", domain, "bounced");
  }

  private static List<String> codes() {
    return IntStream.rangeClosed(0, 30)
        .boxed()
        .flatMap(
            detail ->
                detail <= 10
                    ? Stream.of("5.7." + detail, "5.6." + detail, "5.1." + detail)
                    : Stream.of("5.7." + detail))
        .toList();
  }

  private static Series bounce(String type, String code, String reason, String domain) {
    return Series.of(
        Metric.BOUNCES, "postfix", "postfix", "smtp", type, code, reason, domain, "google");
  }
}
