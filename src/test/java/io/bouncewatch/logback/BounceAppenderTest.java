package io.bouncewatch.logback;

import static io.bouncewatch.logback.ConfiguredLogback.BOUNCED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bouncewatch.event.Metric;
import io.bouncewatch.parser.SampleLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is counted, from a real {@code logback.xml}, in whatever registry there is. */
class BounceAppenderTest {

  /** An expiry of Postfix takes what was said before, so its log is not among them. */
  private static final List<String> LOGS =
      SampleLog.NAMES.stream().filter(name -> !name.equals("postfix-expire.log.gz")).toList();

  private final ConfiguredLogback logback = new ConfiguredLogback();
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @AfterEach
  void stop() {
    logback.stop();
  }

  private void configure() {
    logback.configure("counting.xml").bounces().setMeterRegistry(registry);
  }

  @ParameterizedTest
  @FieldSource("LOGS")
  void genuineLinesCountAsTheyShould(String log) throws IOException {
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    configure();
    List<String> lines = SampleLog.lines(log);
    lines.forEach(logback.log()::info);
    logback.bounces().setMeterRegistry(prometheus);
    lines.forEach(logback.log()::info);

    JsonNode outcomes = expected("expected-outcomes.json", log);
    long soft = outcomes.get("deferred").asLong();
    long hard = outcomes.get("bounced").asLong() + outcomes.get("expired").asLong();
    for (MeterRegistry each : List.of(registry, prometheus)) {
      assertThat(sum(each, Metric.DELIVERIES)).isEqualTo(outcomes.get("delivered").asLong());
      assertThat(sum(each, Metric.BOUNCES, "type", "soft")).isEqualTo(soft);
      assertThat(sum(each, Metric.BOUNCES, "type", "hard")).isEqualTo(hard);
      assertThat(sum(each, Metric.SUSPENDED)).isEqualTo(outcomes.get("suspended").asLong());
      assertThat(sum(each, Metric.REJECTIONS)).isEqualTo(outcomes.get("rejections").asLong());
      assertThat(sum(each, Metric.LINES)).isEqualTo(outcomes.get("lines").asLong());
      assertThat(sum(each, Metric.LINES, "result", "unrecognised")).isZero();
      // All others are registered, and so have a series of their own.
      for (String code : List.of("5.1.1", "4.2.2", "5.7.1", "4.4.7", "5.4.7")) {
        assertThat(sum(each, Metric.BOUNCES, "code", code))
            .as(code)
            .isEqualTo(expected("expected-codes.json", log).path(code).asLong());
      }
    }
    assertThat(logback.passedOn().subList(0, lines.size())).isEqualTo(lines);
    assertThat(logback.passedOn()).hasSize(2 * lines.size());
    assertThat(prometheus.scrape()).contains("mail_bounces_total{code=\"");
    assertThat(logback.complaints()).isEmpty();
  }

  @Test
  void aBounceHasTheAgentsNamesAndLabels() {
    configure();
    logback.log().warn("{}", BOUNCED);
    assertThat(
            registry
                .get("mail.bounces")
                .tags("mta", "postfix", "service", "postfix", "transport", "smtp", "type", "hard")
                .tags("code", "5.1.1", "reason", "bad_mailbox", "domain", "b.test")
                .tags("provider", "other")
                .counter()
                .count())
        .isEqualTo(1.0);
    assertThat(sum(registry, Metric.LINES, "source", "BOUNCES")).isEqualTo(1);
    logback.log().info(BOUNCED.replace("status=bounced", "status=sent"));
    assertThat(registry.get("mail.delivery.delay").tag("mta", "postfix").timer().count())
        .isEqualTo(1);
    assertThat(registry.find("bouncewatch.commit").timer()).isNull();
  }

  @Test
  void anExpiryCountsThoughItsRecipientsAreNotKnown() {
    configure();
    logback
        .log()
        .info("postfix/qmgr[1]: 64BB631: from=<a@b.test>, status=expired, returned to sender");
    assertThat(sum(registry, Metric.BOUNCES, "code", "5.4.7")).isEqualTo(1);
    assertThat(sum(registry, Metric.BOUNCES, "reason", "expired")).isEqualTo(1);
  }

  @Test
  void theFormatIsTheOneThatIsAskedFor() {
    logback.with("format", "exim");
    configure();
    logback.log().info(BOUNCED);
    logback.log().info("1xUo2W-0003kN-27 ** a@b.test R=dnslookup T=remote_smtp: no such user");
    assertThat(sum(registry, Metric.BOUNCES)).isEqualTo(1);
    assertThat(sum(registry, Metric.BOUNCES, "mta", "exim")).isEqualTo(1);
  }

  @Test
  void domainsAreCapped() {
    logback.with("domains", "5");
    configure();
    for (int i = 0; i < 50; i++) {
      logback.log().info(BOUNCED.replace("@b.test", "@b" + i + ".test"));
    }
    assertThat(registry.find("mail.bounces").counters()).hasSize(3);
    assertThat(sum(registry, Metric.BOUNCES, "domain", "other")).isEqualTo(48);
  }

  @Test
  void everyLineOfAMessageIsRead() {
    configure();
    logback.log().info("Returned:\r\n" + BOUNCED + "\r\n\tat nothing\n" + BOUNCED + "\n");
    logback.log().info("two lines\nof nothing\n");
    assertThat(sum(registry, Metric.BOUNCES)).isEqualTo(2);
    assertThat(sum(registry, Metric.LINES, "result", "parsed")).isEqualTo(2);
    assertThat(sum(registry, Metric.LINES, "result", "ignored")).isEqualTo(4);
  }

  @Test
  void noMessageIsTooLong() {
    configure();
    logback.log().info((BOUNCED + "\n").repeat(MessageCounter.MOST_LINES) + BOUNCED);
    assertThat(sum(registry, Metric.BOUNCES)).isEqualTo(MessageCounter.MOST_LINES);
    assertThat(sum(registry, Metric.LOST_BYTES)).isEqualTo(BOUNCED.length());
    logback.log().info(BOUNCED + " ".repeat(64 * 1024));
    assertThat(sum(registry, Metric.BOUNCES)).isEqualTo(MessageCounter.MOST_LINES + 1);
    assertThat(sum(registry, Metric.LOST_BYTES)).isEqualTo(2 * BOUNCED.length());
  }

  @Test
  void manyThreadsLoseNothing() throws InterruptedException {
    configure();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String line = BOUNCED.replace("@b.test", "@b" + i % 3 + ".test");
      threads.add(new Thread(() -> log(start, line)));
    }
    threads.forEach(Thread::start);
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(sum(registry, Metric.BOUNCES)).isEqualTo(8_000);
    assertThat(sum(registry, Metric.LINES)).isEqualTo(16_000);
    assertThat(sum(registry, Metric.BOUNCES, "domain", "b2.test")).isEqualTo(2_000);
    assertThat(logback.complaints()).isEmpty();
  }

  private void log(CountDownLatch start, String line) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < 1_000; i++) {
      logback.log().info(line);
      logback.log().info("Nothing to see here");
    }
  }

  private static JsonNode expected(String file, String log) throws IOException {
    try (InputStream in = BounceAppenderTest.class.getResourceAsStream("/samples/" + file)) {
      return new ObjectMapper().readTree(in).get(log);
    }
  }

  static long sum(MeterRegistry registry, Metric metric, String... tags) {
    return (long)
        registry.find(metric.meter()).tags(tags).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }
}
