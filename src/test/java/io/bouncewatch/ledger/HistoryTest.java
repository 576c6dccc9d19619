package io.bouncewatch.ledger;

import static io.bouncewatch.ledger.LedgerQueries.Dimension.CODE;
import static io.bouncewatch.ledger.LedgerQueries.Dimension.DOMAIN;
import static io.bouncewatch.ledger.LedgerQueries.Dimension.REASON;
import static io.bouncewatch.ledger.LedgerQueries.Dimension.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Ledger.Batch;
import io.bouncewatch.ledger.LedgerQueries.Count;
import io.bouncewatch.ledger.LedgerQueries.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Span TODAY = Span.of(Span.Step.DAY, NOON, NOON.plus(Duration.ofMinutes(1)));

  @TempDir private Path directory;

  @Test
  void answersByWhateverIsAsked() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      ledger.commit(history(NOON, Map.of(delivered("a.example"), 5L, hard("a.example"), 2L)));
      ledger.commit(history(NOON, Map.of(delivered("a.example"), 1L, soft("b.example"), 9L)));
      ledger.commit(history(NOON.plus(Duration.ofHours(3)), Map.of(soft("b.example"), 4L)));
      ledger.commit(history(NOON.plus(Duration.ofDays(1)), Map.of(soft("c.example"), 100L)));
      LedgerQueries queries = ledger.queries();

      assertThat(queries.top(TODAY, DOMAIN, Map.of(), 20))
          .containsExactly(new Count("b.example", 0, 13, 0), new Count("a.example", 6, 0, 2));
      assertThat(queries.top(TODAY, DOMAIN, Map.of(), 1)).hasSize(1);
      assertThat(queries.top(TODAY, CODE, Map.of(), 20))
          .containsExactly(new Count("4.2.2", 0, 13, 0), new Count("5.1.1", 0, 0, 2));
      assertThat(queries.top(TODAY, REASON, Map.of(DOMAIN, "a.example"), 20))
          .containsExactly(new Count("bad_mailbox", 0, 0, 2));
      assertThat(queries.top(TODAY, SERVICE, Map.of(), 20))
          .containsExactly(new Count("postfix", 6, 13, 2));
      Span hours = Span.of(Span.Step.HOUR, NOON, NOON.plus(Duration.ofHours(12)));
      long noon = hours.first();
      assertThat(queries.timeline(hours, Map.of()))
          .containsExactly(new Point(noon, 6, 9, 2), new Point(noon + 3, 0, 4, 0));
      assertThat(queries.timeline(hours, Map.of(DOMAIN, "b.example", CODE, "4.2.2")))
          .containsExactly(new Point(noon, 0, 9, 0), new Point(noon + 3, 0, 4, 0));
    }
  }

  @Test
  void anHourHasABoundedNumberOfRowsAndTheRestIsCountedTogether() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      Map<Series, Long> many = new HashMap<>();
      for (int i = 0; i < 6_000; i++) {
        many.put(soft("d" + i + ".example"), 1L);
      }
      ledger.commit(history(NOON, many));
      Span hour = Span.of(Span.Step.HOUR, NOON, NOON.plus(Duration.ofHours(1)));
      List<Count> domains = ledger.queries().top(hour, DOMAIN, Map.of(), 10_000);
      assertThat(domains).hasSize(5_001);
      assertThat(domains.get(0)).isEqualTo(new Count("other", 0, 1_000, 0));
      assertThat(domains.stream().mapToLong(Count::attempts).sum()).isEqualTo(6_000);
      // No total began with it.
      assertThat(ledger.totals()).isEmpty();
    }
  }

  @Test
  void eventsComeBackAsTheyWere() throws Exception {
    List<DeliveryEvent> events = TestEvents.many(3);
    DeliveryEvent last = events.get(2);
    // An expired line yields an event for each recipient.
    List<DeliveryEvent> twice = List.of(events.get(0), events.get(1), last, last);
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      ledger.commit(new Batch(Map.of(), List.of(), Map.of(), twice.subList(0, 2)));
    }
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      ledger.commit(new Batch(Map.of(), List.of(), Map.of(), twice.subList(2, 4)));
      List<StoredEvent> stored = ledger.queries().eventsAfter(0, 10);
      assertThat(stored).extracting(StoredEvent::event).isEqualTo(twice);
      assertThat(stored).extracting(StoredEvent::id).containsExactly(1L, 2L, 3L, 4L);
      assertThat(stored).extracting(StoredEvent::ordinal).containsExactly(0, 0, 0, 1);
      assertThat(stored.get(3).key()).isEqualTo("mail.log/500/0000003e/1");
      assertThat(ledger.queries().eventsAfter(2, 1)).containsExactly(stored.get(2));
      assertThat(ledger.queries().latestEvents(TODAY, 1)).hasSize(1);
    }
  }

  private static Batch history(Instant time, Map<Series, Long> counts) {
    Map<HourlySeries, Long> history = new HashMap<>();
    counts.forEach((series, count) -> history.put(HourlySeries.at(series, time), count));
    return new Batch(Map.of(), List.of(), history, List.of());
  }

  private static Series delivered(String domain) {
    return Series.of(Metric.DELIVERIES, "postfix", "postfix", "smtp", domain, "other");
  }

  private static Series soft(String domain) {
    return bounce("soft", "4.2.2", "mailbox_full", domain);
  }

  private static Series hard(String domain) {
    return bounce("hard", "5.1.1", "bad_mailbox", domain);
  }

  private static Series bounce(String type, String code, String reason, String domain) {
    return Series.of(
        Metric.BOUNCES, "postfix", "postfix", "smtp", type, code, reason, domain, "other");
  }
}
