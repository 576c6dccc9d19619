package io.bouncewatch.metrics;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Series;
import java.io.OutputStream;

/** Shows as many series as the caps let through, and half as many more, in a heap of 48 MB. */
final class LargeScrape {

  private LargeScrape() {}

  public static void main(String[] arguments) throws Exception {
    PrometheusScrape scrape = new PrometheusScrape();
    MailMeters meters = new MailMeters(scrape.registry());
    for (int i = 0; i < SeriesCap.ALL * 3 / 2; i++) {
      meters.add(
          Series.of(
              Metric.BOUNCES,
              "postfix",
              "postfix/bulk",
              "smtp",
              "hard",
              "5.7." + i % 30,
              "policy_rejected",
              "a-domain-of-some-length-" + i / 30 + ".example",
              "other"),
          1);
    }
    for (int i = 0; i < 3; i++) {
      scrape.scrape(null, OutputStream.nullOutputStream());
    }
  }
}
