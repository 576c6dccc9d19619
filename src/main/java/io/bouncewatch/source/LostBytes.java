package io.bouncewatch.source;

import io.bouncewatch.event.LostCause;
import java.util.EnumMap;
import java.util.Map;

/** Adds up what can't be handed out. Used by one thread. */
final class LostBytes {

  private final Map<LostCause, Long> bytes = new EnumMap<>(LostCause.class);

  void add(LostCause cause, long count) {
    if (count > 0) {
      bytes.merge(cause, count, Long::sum);
    }
  }

  void addAll(Map<LostCause, Long> more) {
    more.forEach(this::add);
  }

  /** What was added since the last call. */
  Map<LostCause, Long> take() {
    if (bytes.isEmpty()) {
      return Map.of();
    }
    Map<LostCause, Long> taken = Map.copyOf(bytes);
    bytes.clear();
    return taken;
  }
}
