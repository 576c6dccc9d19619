package io.bouncewatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DomainCapTest {

  private static final int INVENTED = 1_000_000;
  private static final int REAL = 200;

  @Test
  void realDomainsGetInHoweverManyAreInvented() {
    long seed = System.nanoTime();
    System.out.println("DomainCapTest seed " + seed);
    Random random = new Random(seed);
    DomainCap cap = new DomainCap(DomainCap.DEFAULT_CAP);
    Map<String, Long> counts = new HashMap<>();
    long attempts = 0;
    int invented = 0;
    while (invented < INVENTED) {
      // The first 100,000 come alone: they take the free places before anyone else is there.
      boolean real = invented > 100_000 && random.nextInt(5) == 0;
      String domain =
          real ? "real" + random.nextInt(REAL) + ".example" : "x" + invented++ + ".invalid";
      counts.merge(cap.label(domain), 1L, Long::sum);
      attempts++;
      assertThat(cap.candidates()).isLessThanOrEqualTo(DomainCap.CANDIDATES);
    }

    assertThat(counts).hasSizeLessThanOrEqualTo(DomainCap.DEFAULT_CAP);
    assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(attempts);
    for (int i = 0; i < REAL; i++) {
      assertThat(counts).containsKey("real" + i + ".example");
    }
    assertThat(counts.keySet().stream().filter(label -> label.endsWith(".invalid")))
        .as("only free places")
        .hasSize((DomainCap.DEFAULT_CAP - 1) / 2);
  }

  @Test
  void aBusyDomainGetsInThoughInventedOnesComeTenTimesEach() {
    DomainCap cap = new DomainCap(DomainCap.DEFAULT_CAP);
    for (int i = 0; i < 20_000; i++) {
      for (int attempt = 0; attempt < 10; attempt++) {
        cap.label("x" + i + ".invalid");
      }
    }
    String label = DomainCap.OTHER;
    int attempts = 0;
    while (label.equals(DomainCap.OTHER) && attempts < 10_000) {
      label = cap.label("busy.example");
      attempts++;
    }
    assertThat(label).isEqualTo("busy.example");
    assertThat(attempts).isLessThanOrEqualTo(20);
  }

  @Test
  void theHalfThatMustBeEarnedGetsDearer() {
    DomainCap cap = new DomainCap(101);
    assertThat(attemptsToGetIn(cap, "first")).isEqualTo(1);
    for (int i = 1; i < 50; i++) {
      cap.label("free" + i);
    }
    assertThat(attemptsToGetIn(cap, "earned")).isEqualTo(10);
    for (int i = 1; i < 25; i++) {
      attemptsToGetIn(cap, "earned" + i);
    }
    assertThat(attemptsToGetIn(cap, "dearer")).isEqualTo(320);
    for (int i = 26; i < 49; i++) {
      attemptsToGetIn(cap, "earned" + i);
    }
    assertThat(attemptsToGetIn(cap, "last")).isEqualTo(5_120);
    assertThat(cap.size()).isEqualTo(100);
    for (int i = 0; i < 100_000; i++) {
      assertThat(cap.label("late")).isEqualTo("other");
    }
    assertThat(cap.label("first")).isEqualTo("first");
  }

  @Test
  void storedDomainsKeepTheirSeriesOverTheCapToo() {
    DomainCap cap = new DomainCap(3);
    for (int i = 0; i < 5; i++) {
      cap.admit("stored" + i);
    }
    cap.admit("other");
    assertThat(cap.size()).isEqualTo(5);
    assertThat(cap.label("stored4")).isEqualTo("stored4");
    assertThat(cap.label("new")).isEqualTo("other");
  }

  @Test
  void nothingHostileBecomesALabel() {
    DomainCap cap = new DomainCap(100);
    assertThat(cap.label("a b")).isEqualTo("other");
    assertThat(cap.label("a\u0000")).isEqualTo("other");
    assertThat(cap.label("x".repeat(254))).isEqualTo("other");
    assertThat(cap.label("other")).isEqualTo("other");
    assertThat(cap.size()).isZero();
  }

  @Test
  void smallestCapHasOnlyTheRest() {
    assertThat(new DomainCap(1).label("example.org")).isEqualTo("other");
    assertThatThrownBy(() -> new DomainCap(0)).hasMessageContaining("at least 1");
  }

  private static int attemptsToGetIn(DomainCap cap, String domain) {
    int attempts = 1;
    while (cap.label(domain).equals(DomainCap.OTHER)) {
      attempts++;
    }
    return attempts;
  }
}
