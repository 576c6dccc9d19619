package io.bouncewatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Series;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrometheusScrapeTest {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPENMETRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusScrape scrape = new PrometheusScrape();

  @Test
  void wholeScrape() throws Exception {
    fill();
    assertThat(scrape.scrape(null)).isEqualTo(golden("scrape.txt"));
  }

  @Test
  void wholeScrapeInOpenMetrics() throws Exception {
    fill();
    assertThat(scrape.scrape("application/openmetrics-text"))
        .isEqualTo(golden("scrape.openmetrics"));
  }

  @Test
  void showsTheNamesOfTheContractAndNoOthers() {
    fill();
    List<String> names =
        scrape
            .scrape(null)
            .lines()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.substring("# TYPE ".length()))
            .toList();
    assertThat(names)
        .containsExactlyInAnyOrder(
            "bouncewatch_build_info gauge",
            "bouncewatch_commit_seconds histogram",
            "bouncewatch_domains gauge",
            "bouncewatch_lines_total counter",
            "bouncewatch_source_lag_bytes gauge",
            "bouncewatch_source_last_line_timestamp_seconds gauge",
            "bouncewatch_source_lost_bytes_total counter",
            "bouncewatch_store_ready gauge",
            "mail_bounces_total counter",
            "mail_deferred_recipients gauge",
            "mail_deliveries_total counter",
            "mail_delivery_delay_seconds histogram",
            "mail_recipients_total counter",
            "mail_rejections_total counter",
            "mail_suspended_total counter");
  }

  @Test
  void answersInTheFormatThatIsAskedFor() {
    assertThat(scrape.contentType(null)).isEqualTo(TEXT);
    assertThat(scrape.contentType("*/*")).isEqualTo(TEXT);
    assertThat(scrape.contentType("text/html,application/xhtml+xml,*/*;q=0.8")).isEqualTo(TEXT);
    // What Prometheus 2 and 3 send.
    assertThat(
            scrape.contentType(
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"))
        .isEqualTo(OPENMETRICS);
    assertThat(
            scrape.contentType(
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1"))
        .isEqualTo(OPENMETRICS);
  }

  @Test
  void aLargeScrapeFitsASmallHeap() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeScrape.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private void fill() {
    MailMeters meters = new MailMeters(scrape);
    meters.buildInfo("0.1.0", "17.0.15");
    meters.registerSource("mail.log");
    meters.sourceGauges("mail.log", () -> 4096, () -> 1_763_741_000.25);
    DomainCap domains = new DomainCap(DomainCap.DEFAULT_CAP);
    meters.domains(domains::size);
    meters.deferred(Mta.POSTFIX, "google", 2);
    meters.apply(Tally.delay(Events.delivered(Duration.ofMillis(1500))));
    meters.apply(Tally.delay(Events.delivered(Duration.ofDays(2))));
    meters.storeReady(() -> true);
    meters.committed(Duration.ofMillis(3));
    Tally tally = new Tally(domains);
    List.of(
            Events.event(Outcome.DELIVERED, "a@b.example", "2.0.0", null),
            Events.event(Outcome.DELIVERED, "c@a.example", "2.0.0", null),
            Events.event(Outcome.DELIVERED, "d@a.example", "2.0.0", null),
            Events.event(Outcome.BOUNCED, "a@b.example", "5.1.1", Reason.BAD_MAILBOX),
            Events.event(Outcome.DEFERRED, "a@b.example", "4.2.2", Reason.MAILBOX_FULL),
            Events.event(Outcome.SUSPENDED, "a@b.example", "4.4.1", null))
        .stream()
        .map(tally::of)
        .flatMap(Optional::stream)
        .forEach(series -> meters.add(series, 1));
    meters.add(tally.of(Events.rejection("5.7.1")), 12_345_678_901L);
    meters.add(Series.of(Metric.RECIPIENTS, "postfix", "po\"st\\fix\n", "bounced", "google"), 1);
    meters.add(SourceSeries.of("mail.log").parsed(), 1_000_000);
  }

  private static String golden(String name) throws Exception {
    try (InputStream in = PrometheusScrapeTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
