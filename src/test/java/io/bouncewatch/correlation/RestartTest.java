package io.bouncewatch.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is kept of open messages is all there is to know. */
class RestartTest {

  private static final Outcome[] OUTCOMES = {
    Outcome.DEFERRED, Outcome.DEFERRED, Outcome.SUSPENDED, Outcome.DELIVERED, Outcome.BOUNCED
  };

  private final Map<Long, byte[]> kept = new TreeMap<>();

  @Test
  void messagesThatComeAndGoAreNeverKept() {
    Lines log = restarted();
    log.client("A", "joe[192.0.2.7]").from("A", "joe@origin.test", 400);
    log.to("A", "x@b.test", Outcome.DEFERRED);
    log.to("A", "x@b.test", Outcome.DELIVERED);
    log.removed("A");
    assertThat(log.correlator.takeChanges()).isEmpty();
  }

  @Test
  void onlyWhatChangedIsKeptAgain() {
    Lines log = restarted();
    log.from("A", "joe@origin.test", 400).from("B", "ann@origin.test", 400);
    log.to("A", "x@b.test", Outcome.DEFERRED);
    log.to("A", "y@b.test", Outcome.DEFERRED);
    assertThat(ids(log.correlator.takeChanges())).hasSize(4);
    log.to("A", "y@b.test", Outcome.DEFERRED);
    assertThat(ids(log.correlator.takeChanges())).hasSize(2);
    log.removed("A");
    List<OpenMessage> last = log.correlator.takeChanges();
    assertThat(last).hasSize(3).allMatch(piece -> piece.state() == null);
  }

  @Test
  void everythingGoesOnAfterARestart() {
    Lines log = restarted();
    log.client("A", "joe[192.0.2.7]").from("A", "joe@origin.test", 400);
    log.to("A", "x@b.test", null, Outcome.DEFERRED, "452 4.2.2 full");
    log.to("A", "done@b.test", Outcome.DELIVERED);
    log.to("A", "y@c.test", "alias@lab.test", Outcome.DEFERRED, "450 4.7.1 wait");
    log.notice("A", "N");
    keep(log);
    Lines next = restarted().at(Lines.NOON.plusSeconds(60));
    assertThat(next.waiting).isEqualTo(Map.of("google", 2));
    assertThat(next.ends("A", "done@b.test", Outcome.BOUNCED)).isNull();
    List<CorrelatedAttempt> expired = next.expired("A", "joe@origin.test");
    assertThat(expired)
        .extracting(one -> one.attempt().envelope().recipient())
        .containsExactly("x@b.test", "y@c.test");
    CorrelatedAttempt second = expired.get(1);
    assertThat(second.attempt().envelope().originalRecipient()).isEqualTo("alias@lab.test");
    assertThat(second.attempt().response().reply()).isEqualTo("450 4.7.1 wait");
    assertThat(second.attempt().response().replyCode()).isEqualTo(450);
    assertThat(second.attempt().route().host()).isEqualTo("mx.b.test");
    assertThat(second.attempt().delay()).hasSeconds(60);
    assertThat(second.facts().client()).isEqualTo("joe[192.0.2.7]");
    assertThat(second.facts().incomplete()).isFalse();
    assertThat(second.finalOutcome()).isEqualTo(FinalOutcome.EXPIRED);
    assertThat(next.to("N", "joe@origin.test", Outcome.DELIVERED).facts().noticeOf())
        .isEqualTo("A");
  }

  /** The same lines with restarts between them say the same as without. */
  @Test
  void restartsAtAnyPlaceChangeNothing() {
    for (int seed = 0; seed < 300; seed++) {
      kept.clear();
      Random random = new Random(seed);
      MemoryLimits limits =
          new MemoryLimits(seed % 3 == 0 ? 3_000 : 1 << 20, MemoryLimits.DEFAULT.lifetime());
      Lines whole = new Lines(limits);
      Lines torn = restarted(limits);
      Map<String, Integer> waiting = new TreeMap<>();
      for (int step = 0; step < 200; step++) {
        int kind = random.nextInt(10);
        String id = "Q" + random.nextInt(8);
        String instance = random.nextInt(4) == 0 ? "postfix-in" : "postfix";
        String recipient = "r" + random.nextInt(3) + "@b.test";
        Outcome outcome = OUTCOMES[random.nextInt(OUTCOMES.length)];
        List<String> one = said(whole, kind, instance, id, recipient, outcome, step);
        List<String> other = said(torn, kind, instance, id, recipient, outcome, step);
        assertThat(other).as("seed %d, step %d", seed, step).isEqualTo(one);
        if (random.nextInt(5) == 0) {
          keep(torn);
          assertThat(torn.correlator.size()).isEqualTo(whole.correlator.size());
          assertThat(torn.correlator.bytes()).isEqualTo(whole.correlator.bytes());
          torn = restarted(limits);
          waiting = torn.waiting;
          waiting.values().removeIf(count -> count == 0);
          Map<String, Integer> expected = new TreeMap<>(whole.waiting);
          expected.values().removeIf(count -> count == 0);
          assertThat(waiting).as("seed %d, step %d", seed, step).isEqualTo(expected);
        }
      }
    }
  }

  private static List<String> said(
      Lines log,
      int kind,
      String instance,
      String id,
      String recipient,
      Outcome outcome,
      int step) {
    Lines lines = log.of(instance).at(Lines.NOON.plusSeconds(step));
    List<String> said = new ArrayList<>();
    switch (kind) {
      case 0 -> lines.client(id, "joe[192.0.2.7]");
      case 1 -> lines.from(id, "joe@origin.test", 400);
      case 2 -> lines.removed(id);
      case 3 -> lines.expired(id, "joe@origin.test").forEach(one -> said.add(text(one)));
      case 4 -> lines.notice(id, "N" + id);
      default -> said.add(text(lines.to(id, recipient, outcome)));
    }
    return said;
  }

  private static String text(CorrelatedAttempt one) {
    return one.toString();
  }

  @Test
  void whatIsNoMessageIsRefused() {
    Lines log = restarted();
    log.from("A", "joe@origin.test", 400);
    log.to("A", "x@b.test", Outcome.DEFERRED);
    List<OpenMessage> changes = log.correlator.takeChanges();
    OpenMessage message = changes.get(0);
    kept.put(message.id(), message.state());
    for (OpenMessage piece : changes) {
      byte[] state = Objects.requireNonNull(piece.state());
      Lines fresh = new Lines();
      kept.forEach((id, kept) -> fresh.correlator.restore(OpenMessage.of(id, kept)));
      for (int length = 0; length < state.length; length++) {
        OpenMessage cut = OpenMessage.of(piece.id(), Arrays.copyOf(state, length));
        assertThatThrownBy(() -> fresh.correlator.restore(cut))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  private void keep(Lines log) {
    for (OpenMessage piece : log.correlator.takeChanges()) {
      if (piece.state() == null) {
        kept.remove(piece.id());
      } else {
        kept.put(piece.id(), piece.state());
      }
    }
  }

  private Lines restarted() {
    return restarted(MemoryLimits.DEFAULT);
  }

  private Lines restarted(MemoryLimits limits) {
    Lines log = new Lines(limits);
    kept.forEach((id, state) -> log.correlator.restore(OpenMessage.of(id, state)));
    log.correlator.restored();
    return log;
  }

  private static List<Long> ids(List<OpenMessage> changes) {
    return changes.stream().map(OpenMessage::id).distinct().toList();
  }
}
