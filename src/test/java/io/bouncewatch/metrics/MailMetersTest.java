package io.bouncewatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Ledger.Batch;
import io.bouncewatch.ledger.MemoryLedger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MailMetersTest {

  private static final Series PARSED = SourceSeries.of("mail.log").parsed();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MailMeters meters = new MailMeters(registry);

  @Test
  void countersGoOnWhereTheStoreLeftThem() {
    try (MemoryLedger ledger = new MemoryLedger()) {
      Batch batch = new Batch(Map.of(PARSED, 41L), List.of());
      ledger.commit(batch);
      meters.apply(batch.increments());

      SimpleMeterRegistry restarted = new SimpleMeterRegistry();
      MailMeters again = new MailMeters(restarted);
      again.registerSource("mail.log");
      again.apply(ledger.totals());
      again.apply(Map.of(PARSED, 1L));
      assertThat(lines(restarted, "parsed")).isEqualTo(42.0);
      assertThat(lines(restarted, "ignored")).isZero();
    }
  }

  @Test
  void theHistogramOfDelaysGoesOnToo() {
    PrometheusScrape before = new PrometheusScrape();
    PrometheusScrape after = new PrometheusScrape();
    try (MemoryLedger ledger = new MemoryLedger()) {
      for (Duration delay : List.of(Duration.ofMillis(1_500), Duration.ofDays(20))) {
        Batch batch = new Batch(Tally.delay(Events.delivered(delay)), List.of());
        ledger.commit(batch);
        new MailMeters(before).apply(batch.increments());
      }
      new MailMeters(after).apply(ledger.totals());
    }
    assertThat(delays(after)).isEqualTo(delays(before));
    assertThat(delays(after))
        .contains(
            "mail_delivery_delay_seconds_bucket{mta=\"postfix\",provider=\"google\",le=\"1.0\"} 0",
            "mail_delivery_delay_seconds_bucket{mta=\"postfix\",provider=\"google\",le=\"2.0\"} 1",
            "mail_delivery_delay_seconds_bucket{mta=\"postfix\",provider=\"google\",le=\"432000.0\"} 1",
            "mail_delivery_delay_seconds_count{mta=\"postfix\",provider=\"google\"} 2",
            "mail_delivery_delay_seconds_sum{mta=\"postfix\",provider=\"google\"} 1728001.5");
  }

  private static List<String> delays(PrometheusScrape scrape) {
    return scrape.scrape(null).lines().filter(line -> line.startsWith("mail_delivery")).toList();
  }

  @Test
  void worksWithAnyRegistryAndNoStore() {
    Tally tally = new Tally(new DomainCap(DomainCap.DEFAULT_CAP));
    for (int i = 0; i < 3; i++) {
      tally
          .of(Events.event(Outcome.BOUNCED, "a@b.example", "5.1.1", null))
          .ifPresent(series -> meters.add(series, 1));
    }
    assertThat(registry.get("mail.bounces").tag("domain", "b.example").counter().count())
        .isEqualTo(3.0);
  }

  @Test
  void largeTotalsAreExact() {
    long large = (1L << 53) - 1;
    meters.apply(Map.of(PARSED, large));
    meters.apply(Map.of(PARSED, 1L));
    assertThat(lines(registry, "parsed")).isEqualTo(0x1p53);
  }

  @Test
  void waitingRecipientsComeAndGo() {
    meters.deferred(Mta.EXIM, "google", 3);
    meters.deferred(Mta.EXIM, "google", -1);
    meters.deferred(Mta.POSTFIX, "google", 7);
    assertThat(registry.get("mail.deferred.recipients").tag("mta", "exim").gauge().value())
        .isEqualTo(2.0);
  }

  private static double lines(SimpleMeterRegistry registry, String result) {
    return registry.get(Metric.LINES.meter()).tag("result", result).counter().count();
  }
}
