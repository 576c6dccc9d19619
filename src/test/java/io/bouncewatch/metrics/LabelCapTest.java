package io.bouncewatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelCapTest {

  private final LabelCap cap = new LabelCap(2);

  @Test
  void keepsTheFirstAndFoldsTheRest() {
    assertThat(cap.label("postfix")).isEqualTo("postfix");
    assertThat(cap.label("postfix-out")).isEqualTo("postfix-out");
    assertThat(cap.label("postfix-in")).isEqualTo("other");
    assertThat(cap.label("postfix")).isEqualTo("postfix");
  }

  @Test
  void admitsWhatIsInUseWhateverTheCap() {
    cap.label("a");
    cap.label("b");
    cap.admit("c");
    assertThat(cap.label("c")).isEqualTo("c");
    assertThat(cap.label("d")).isEqualTo("other");
  }

  @Test
  void theNamesOfTheRestTakeNoPlace() {
    assertThat(cap.label("other")).isEqualTo("other");
    assertThat(cap.label(" ")).isEqualTo("unknown");
    cap.admit("other");
    cap.admit("unknown");
    assertThat(cap.label("a")).isEqualTo("a");
    assertThat(cap.label("b")).isEqualTo("b");
  }

  @Test
  void textIsMadeHarmless() {
    assertThat(cap.label("a\u001b[31m\n\u202e\u00e9 b")).isEqualTo("a_[31m____b");
    assertThat(cap.label("x".repeat(100_000))).isEqualTo("x".repeat(64));
  }

  @Test
  void hostileTextIsBounded() {
    LabelCap usual = new LabelCap(64);
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      labels.add(usual.label("service-" + i));
    }
    assertThat(labels).hasSize(65).contains("other");
  }
}
