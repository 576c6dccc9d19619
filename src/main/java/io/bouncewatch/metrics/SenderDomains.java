package io.bouncewatch.metrics;

import io.bouncewatch.event.Envelope;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which senders' domains have series of their own: those of a list, and those that earn one
 * by traffic; the rest is counted under {@value DomainCap#OTHER}. Off by default. Safe for threads.
 */
public final class SenderDomains {

  /** No breakdown by sender. */
  public static final SenderDomains NONE = new SenderDomains(null);

  private final @Nullable DomainCap cap;

  private SenderDomains(@Nullable DomainCap cap) {
    this.cap = cap;
  }

  /**
   * @param listed domains that have a place in any case, lower case
   * @param cap how many domains get a place by traffic; may be 0
   */
  public static SenderDomains of(Set<String> listed, int cap) {
    if (listed.isEmpty() && cap == 0) {
      return NONE;
    }
    DomainCap places = new DomainCap(listed.size() + cap + 1);
    listed.forEach(places::admit);
    return new SenderDomains(places);
  }

  /** The label for an envelope sender; empty if there is no breakdown. */
  Optional<String> label(@Nullable String sender) {
    if (cap == null) {
      return Optional.empty();
    }
    return Optional.of(cap.label(sender == null ? Envelope.NO_DOMAIN : Envelope.domainOf(sender)));
  }

  void admit(String domain) {
    if (cap != null) {
      cap.admit(domain);
    }
  }
}
