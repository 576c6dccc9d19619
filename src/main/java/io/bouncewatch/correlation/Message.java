package io.bouncewatch.correlation;

import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of one message in a queue. Mutable; owned by the correlator. */
final class Message {

  /** Recipients of one message that are remembered; a list server may have many more. */
  private static final int MOST_RECIPIENTS = 10_000;

  @Nullable String sender;
  @Nullable Instant arrival;

  /** Recipients that were put off and not settled since, in the order of their first trouble. */
  private Map<String, Waiting> waiting = Map.of();

  /**
   * The last trouble of a recipient.
   *
   * @param provider under which the recipient is counted as waiting
   */
  record Waiting(String provider, @Nullable String original, Route route, Response response) {}

  /** Remembers trouble; returns what was remembered before, or null. */
  @Nullable Waiting putOff(String recipient, Waiting trouble) {
    if (waiting.isEmpty()) {
      waiting = new LinkedHashMap<>(4);
    }
    if (waiting.size() >= MOST_RECIPIENTS && !waiting.containsKey(recipient)) {
      return trouble;
    }
    return waiting.put(recipient, trouble);
  }

  /** Forgets a recipient that is settled; returns its last trouble, or null if it had none. */
  @Nullable Waiting settle(String recipient) {
    return waiting.isEmpty() ? null : waiting.remove(recipient);
  }

  void settleAll() {
    waiting = Map.of();
  }

  Map<String, Waiting> waiting() {
    return waiting;
  }
}
