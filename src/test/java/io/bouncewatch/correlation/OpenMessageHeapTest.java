package io.bouncewatch.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.ForgottenCause;
import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Outcome;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What open messages take in the heap is what they are thought to take. */
class OpenMessageHeapTest {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final String REPLY =
      "450 4.2.2 <user@b.test>: user is over quota, try again later, reference ";

  @Test
  void theEstimateIsTheHeap() throws InterruptedException {
    for (int recipients : new int[] {0, 1, 5}) {
      long before = usedHeap();
      Lines log = new Lines(new MemoryLimits(1L << 40, WEEK));
      for (int i = 0; i < 60_000; i++) {
        message(log, i, recipients);
      }
      long taken = usedHeap() - before;
      double ratio = (double) taken / log.correlator.bytes();
      assertThat(log.correlator.size()).isEqualTo(60_000);
      System.out.printf(
          "%d recipients wait: %d bytes a message, by the estimate %d%n",
          recipients, taken / 60_000, log.correlator.bytes() / 60_000);
      assertThat(ratio).as("%d recipients", recipients).isBetween(0.85, 1.12);
    }
  }

  @Test
  void twoMillionOpenMessagesStayWithinTheBound() throws InterruptedException {
    long before = usedHeap();
    long bound = MemoryLimits.DEFAULT.bytes();
    Lines log = new Lines(MemoryLimits.DEFAULT);
    long most = 0;
    for (int i = 0; i < 2_000_000; i++) {
      message(log, i, 1);
      most = Math.max(most, log.correlator.bytes());
    }
    long taken = usedHeap() - before;
    System.out.printf(
        "2,000,000 messages opened: %d remembered in %d bytes of heap, %d forgotten%n",
        log.correlator.size(), taken, log.forgotten.get(ForgottenCause.MEMORY));
    assertThat(most).isLessThan(bound + 10_000);
    assertThat(taken).isLessThan(bound + bound / 8);
    assertThat(log.correlator.size()).isGreaterThan(25_000);
    assertThat(log.forgotten.get(ForgottenCause.MEMORY))
        .isEqualTo(2_000_000 - log.correlator.size());
    assertThat(log.waiting.get("google")).isEqualTo(log.correlator.size());
    // The newest are the ones that are known still.
    assertThat(log.to(id(1_999_999), "user0@b.test", Outcome.DELIVERED).facts().incomplete())
        .isFalse();
    assertThat(log.to(id(0), "user0@b.test", Outcome.DELIVERED).facts().incomplete()).isTrue();
  }

  @Test
  void soDoThoseThatComeBackAfterARestart() throws InterruptedException {
    Lines log = new Lines(MemoryLimits.DEFAULT);
    log.correlator.restored();
    for (int i = 0; i < 100_000; i++) {
      message(log, i, 1);
    }
    var kept = log.correlator.takeChanges();
    kept.removeIf(piece -> piece.state() == null);
    kept.sort(java.util.Comparator.comparingLong(OpenMessage::id));
    Lines next = new Lines(MemoryLimits.DEFAULT);
    kept.forEach(next.correlator::restore);
    next.correlator.restored();
    assertThat(next.correlator.size()).isEqualTo(log.correlator.size());
    assertThat(next.correlator.bytes()).isEqualTo(log.correlator.bytes());
  }

  private static void message(Lines log, int number, int recipients) {
    String id = id(number);
    log.client(id, "mail" + number % 1000 + ".origin.test[192.0.2." + number % 250 + "]");
    log.from(id, "bounce+" + number + "@news.origin.test", 4_000 + number);
    for (int i = 0; i < recipients; i++) {
      log.to(id, "user" + i + "@b.test", null, Outcome.DEFERRED, REPLY + number);
    }
  }

  private static String id(int number) {
    return "4jWyQ" + (10_000_000 + number);
  }

  private static long usedHeap() throws InterruptedException {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Thread.sleep(50);
      used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return used;
  }
}
