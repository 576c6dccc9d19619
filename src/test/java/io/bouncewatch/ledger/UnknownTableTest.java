package io.bouncewatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bouncewatch.event.ReplyTemplate;
import io.bouncewatch.event.UnknownReplies;
import io.bouncewatch.event.UnknownReply;
import io.bouncewatch.ledger.Ledger.Batch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnknownTableTest {

  private static final Instant TIME = Instant.parse("2026-11-21T12:00:00.000001Z");

  @TempDir private Path directory;

  @Test
  void addsUpOverCommitsAndRestartsAndIsReadWhileAnAgentHasTheStore() throws Exception {
    for (int start = 0; start < 2; start++) {
      try (SqliteLedger ledger = SqliteLedger.open(directory)) {
        ledger.commit(batch(List.of(reply("blorp <n>", 3, start, "google")), 1));
        ledger.commit(batch(List.of(reply("blorp <n>", 2, 9, "yahoo"), reply("x", 1, 0, "a")), 0));
        UnknownReplies stored = StoredUnknown.read(directory);
        assertThat(stored.leftOut()).isEqualTo(1 + start);
        assertThat(stored.templates())
            .containsExactly(
                new UnknownReply(
                    template("blorp <n>"),
                    5L * (start + 1),
                    TIME,
                    TIME.plusSeconds(9),
                    Set.of("google", "yahoo")),
                new UnknownReply(template("x"), start + 1, TIME, TIME, Set.of("a")));
      }
    }
  }

  @Test
  void aHostileStreamIsBoundedAndDoesNotPushOutWhatIsFrequent() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      ledger.commit(batch(List.of(reply("real", 50, 0, "google")), 0));
      for (int round = 0; round < 12; round++) {
        List<UnknownReply> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
          many.add(reply("noise " + round + " " + i, 1, round, "other"));
        }
        ledger.commit(batch(many, 0));
      }
    }
    UnknownReplies stored = StoredUnknown.read(directory);
    assertThat(stored.templates()).hasSize(UnknownTable.MOST);
    assertThat(stored.templates().get(0)).isEqualTo(reply("real", 50, 0, "google"));
    assertThat(stored.leftOut()).isEqualTo(6_001 - UnknownTable.MOST);
    // The newest are kept.
    assertThat(stored.templates().get(1).template().text()).startsWith("noise 11 ");
  }

  @Test
  void whereThereIsNoStore() {
    assertThatThrownBy(() -> StoredUnknown.read(directory))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("--store");
  }

  private static Batch batch(List<UnknownReply> replies, long leftOut) {
    return new Batch(Map.of(), List.of()).withUnknown(new UnknownReplies(replies, leftOut));
  }

  private static UnknownReply reply(String text, long count, int second, String provider) {
    return new UnknownReply(
        template(text), count, TIME, TIME.plusSeconds(second), Set.of(provider));
  }

  private static ReplyTemplate template(String text) {
    return new ReplyTemplate(text, 550, "5.7.1");
  }
}
