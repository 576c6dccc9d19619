package io.bouncewatch.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Outcome;
import org.junit.jupiter.api.Test;

/** Mail that goes through two queues of one host, whatever their names and ports. */
class ChainTest {

  private final Lines log = new Lines();
  private final Lines in = log.of("postfix-in");
  private final Lines out = log.of("postfix-out");

  @Test
  void whatOurOtherQueueHasTakenInIsNotDeliveredYet() {
    in.client("A1234", "joe[192.0.2.7]").from("A1234", "joe@origin.test", 400);
    out.client("B1234", "filter[10.0.0.5]");
    assertThat(outcome(in, "A1234", "250 2.0.0 Ok: queued as B1234")).isEqualTo(Outcome.RELAYED);
    out.from("B1234", "joe@origin.test", 600);
    CorrelatedAttempt last =
        out.to("B1234", "x@b.test", null, Outcome.DELIVERED, "250 Ok: queued as C9999");
    assertThat(last.attempt().outcome()).isEqualTo(Outcome.DELIVERED);
    assertThat(last.finalOutcome()).isEqualTo(FinalOutcome.DELIVERED);
  }

  @Test
  void aFilterThatHandsItBackToTheSameQueueIsSeenToo() {
    in.client("A1234", "joe[192.0.2.7]").from("A1234", "joe@origin.test", 400).later(5);
    in.client("B1234", "localhost[127.0.0.1]").from("B1234", "joe@origin.test", 600);
    assertThat(
            outcome(
                in,
                "A1234",
                "250 2.0.0 from MTA(smtp:[10.0.0.5]:10025): 250 2.0.0 Ok: queued as B1234"))
        .isEqualTo(Outcome.RELAYED);
  }

  @Test
  void theSecondQueueMayBeDoneBeforeTheFirstHasLoggedIt() {
    in.client("A1111", "joe[192.0.2.7]").from("A1111", "joe@origin.test", 400);
    in.client("A2222", "joe[192.0.2.7]").from("A2222", "joe@origin.test", 400);
    out.client("B1111", "filter[10.0.0.5]").from("B1111", "joe@origin.test", 600);
    out.client("B2222", "filter[10.0.0.5]").from("B2222", "joe@origin.test", 600);
    assertThat(outcome(in, "A1111", "250 Ok: queued as B1111")).isEqualTo(Outcome.RELAYED);
    out.removed("B2222");
    assertThat(outcome(in, "A2222", "250 Ok: queued as B2222")).isEqualTo(Outcome.RELAYED);
  }

  @Test
  void aStrangersIdIsNotOurs() {
    in.client("A1234", "joe[192.0.2.7]").from("A1234", "joe@origin.test", 400);
    assertThat(outcome(in, "A1234", "250 Ok: queued as A1234"))
        .as("its own id")
        .isEqualTo(Outcome.DELIVERED);
    out.client("B1234", "ann[192.0.2.8]").from("B1234", "ann@origin.test", 600);
    assertThat(outcome(in, "A1234", "250 Ok: queued as B1234"))
        .as("another sender's")
        .isEqualTo(Outcome.DELIVERED);
    out.client("C1234", "joe[192.0.2.7]").from("C1234", "joe@origin.test", 600);
    assertThat(outcome(in.later(3600), "A1234", "250 Ok: queued as C1234"))
        .as("long ago")
        .isEqualTo(Outcome.DELIVERED);
    assertThat(outcome(in, "A1234", "250 Ok: queued as Z9999"))
        .as("in nobody's queue")
        .isEqualTo(Outcome.DELIVERED);
  }

  private static Outcome outcome(Lines instance, String id, String reply) {
    return instance.to(id, "x@b.test", null, Outcome.DELIVERED, reply).attempt().outcome();
  }
}
