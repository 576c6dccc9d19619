package io.bouncewatch.privacy;

import io.bouncewatch.event.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who sent the messages that were seen last. The lines of an attempt often do not say, and a reply
 * may name the sender. Postfix names it anew before each attempt, so a small memory that a restart
 * empties is enough. Used by one thread.
 */
final class RecentSenders {

  private static final int MOST = 10_000;

  /** A longer one is no sender that anybody could answer. */
  private static final int LONGEST = 320;

  private final Map<String, String> senders =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  void put(Origin origin, @Nullable String sender) {
    if (origin.queueId() != null
        && sender != null
        && !sender.isEmpty()
        && sender.length() <= LONGEST) {
      senders.put(origin.queueId(), sender);
    }
  }

  @Nullable String of(Origin origin) {
    return origin.queueId() == null ? null : senders.get(origin.queueId());
  }

  void remove(Origin origin) {
    if (origin.queueId() != null) {
      senders.remove(origin.queueId());
    }
  }
}
