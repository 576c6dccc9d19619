package io.bouncewatch.ledger;

import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Ledger.Batch;
import io.bouncewatch.ledger.LedgerQueries.Dimension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Fills a store with millions of events over 30 days and times what is asked of it; docs/ledger.md
 * has the command. Not a test: it asserts nothing.
 */
public final class HistoryBenchmark {

  private static final int DAYS = 30;
  private static final int BATCH = 5_000;
  private static final int DOMAINS = 1_000;
  private static final Instant END = Instant.parse("2026-11-21T00:00:00Z");
  private static final Instant BEGINNING = END.minus(Duration.ofDays(DAYS));
  private static final List<Reason> REASONS =
      List.of(
          Reason.BAD_MAILBOX,
          Reason.MAILBOX_FULL,
          Reason.GREYLISTED,
          Reason.IP_BLOCKED,
          Reason.SPAM_CONTENT);

  private final Random random = new Random(42);

  private HistoryBenchmark() {}

  /** Arguments: a directory that is empty or not there, and how many events. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    int events = Integer.parseInt(arguments[1]);
    Retention roomy = new Retention(365, 1L << 40, 365, 730);
    long start = System.nanoTime();
    try (SqliteLedger ledger =
        SqliteLedger.open(directory, roomy, SuppressionPolicy.DEFAULT, InstantSource.system())) {
      new HistoryBenchmark().fill(ledger, events);
    }
    long bytes = Files.size(directory.resolve(SqliteLedger.FILE));
    System.out.printf(
        "%,d events and as many deliveries in %.0f s; file %,d MiB, %d bytes an event%n",
        events, (System.nanoTime() - start) / 1e9, bytes >> 20, bytes / events);
    for (int round = 1; round <= 2; round++) {
      try (SqliteLedger ledger =
          SqliteLedger.open(directory, roomy, SuppressionPolicy.DEFAULT, InstantSource.system())) {
        ask(ledger.queries(), round);
      }
    }
  }

  private void fill(SqliteLedger ledger, int events) throws LedgerException {
    for (int done = 0; done < events; done += BATCH) {
      Map<HourlySeries, Long> history = new HashMap<>();
      List<DeliveryEvent> batch = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        long second = Duration.ofDays(DAYS).toSeconds() * (done + i) / events;
        Instant time = BEGINNING.plusSeconds(second);
        // A few domains have most of the mail, as in life.
        double share = random.nextDouble();
        String domain = "d" + (int) (DOMAINS * share * share * share) + ".example";
        batch.add(
            TestEvents.deferred(done + i, "user" + random.nextInt(100_000) + "@" + domain, time));
        history.merge(HourlySeries.at(bounce(domain), time), 1L, Long::sum);
        history.merge(HourlySeries.at(delivery(domain), time), 1L, Long::sum);
      }
      ledger.commit(new Batch(Map.of(), List.of(), history, batch));
    }
  }

  /** A host refuses in a few ways of its own. */
  private Series bounce(String domain) {
    int way = Math.floorMod(domain.hashCode() + random.nextInt(4), 30);
    Reason reason = REASONS.get(way % REASONS.size());
    String type = way % 4 == 0 ? "hard" : "soft";
    String code = (type.equals("hard") ? "5." : "4.") + "2." + way % 3;
    return Series.of(
        Metric.BOUNCES, "postfix", "postfix", "smtp", type, code, reason.label(), domain, "other");
  }

  private static Series delivery(String domain) {
    return Series.of(Metric.DELIVERIES, "postfix", "postfix", "smtp", domain, "other");
  }

  @FunctionalInterface
  private interface Question {
    int ask() throws LedgerException;
  }

  private static void ask(LedgerQueries queries, int round) throws LedgerException {
    Instant middle = BEGINNING.plus(Duration.ofDays(15));
    Span day = Span.of(Span.Step.DAY, middle, middle.plus(Duration.ofDays(1)));
    Span month = Span.of(Span.Step.DAY, BEGINNING, END);
    Span hours = Span.of(Span.Step.HOUR, middle, middle.plus(Duration.ofDays(1)));
    Span week = Span.of(Span.Step.HOUR, middle, middle.plus(Duration.ofDays(7)));
    Map<Dimension, String> all = Map.of();
    time(
        round, "top 20 domains of a day", () -> queries.top(day, Dimension.DOMAIN, all, 20).size());
    time(round, "top 20 domains of each of 30 days", () -> eachDay(queries));
    time(
        round,
        "top 20 domains of 30 days",
        () -> queries.top(month, Dimension.DOMAIN, all, 20).size());
    time(round, "codes of 30 days", () -> queries.top(month, Dimension.CODE, all, 20).size());
    time(
        round,
        "reasons of one domain, 30 days",
        () ->
            queries
                .top(month, Dimension.REASON, Map.of(Dimension.DOMAIN, "d1.example"), 20)
                .size());
    time(round, "hours of a day", () -> queries.timeline(hours, all).size());
    time(round, "hours of a week", () -> queries.timeline(week, all).size());
    time(round, "days of a month", () -> queries.timeline(month, all).size());
    time(round, "last 100 events of a day", () -> queries.latestEvents(day, 100).size());
    time(round, "1,000 events by id", () -> queries.eventsAfter(2_000, 1_000).size());
  }

  private static int eachDay(LedgerQueries queries) throws LedgerException {
    int rows = 0;
    for (int i = 0; i < DAYS; i++) {
      Instant from = BEGINNING.plus(Duration.ofDays(i));
      Span day = Span.of(Span.Step.DAY, from, from.plus(Duration.ofDays(1)));
      rows += queries.top(day, Dimension.DOMAIN, Map.of(), 20).size();
    }
    return rows;
  }

  private static void time(int round, String what, Question question) throws LedgerException {
    double[] millis = new double[9];
    int rows = 0;
    for (int i = 0; i < millis.length; i++) {
      long start = System.nanoTime();
      rows = question.ask();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    double first = millis[0];
    Arrays.sort(millis);
    System.out.printf(
        "run %d: %-36s %5d rows  first %7.1f ms  median %7.1f ms  worst %7.1f ms%n",
        round, what, rows, first, millis[millis.length / 2], millis[millis.length - 1]);
  }
}
