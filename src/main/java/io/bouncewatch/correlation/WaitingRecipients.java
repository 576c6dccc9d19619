package io.bouncewatch.correlation;

import io.bouncewatch.event.Mta;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How many recipients wait for another attempt. Written by one thread, read by any. */
public final class WaitingRecipients {

  /** What waiting recipients are counted by. */
  public record Group(Mta mta, String provider) {}

  private final Map<Group, AtomicLong> counts = new ConcurrentHashMap<>();

  void add(Mta mta, String provider, int change) {
    counts.computeIfAbsent(new Group(mta, provider), group -> new AtomicLong()).addAndGet(change);
  }

  /** The counts as they change; groups are added, never removed. */
  public Map<Group, AtomicLong> counts() {
    return Map.copyOf(counts);
  }
}
