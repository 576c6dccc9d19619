package io.bouncewatch;

import io.bouncewatch.bounce.ReplyTemplates;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.ReplyTemplate;
import io.bouncewatch.event.UnknownReplies;
import io.bouncewatch.event.UnknownReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers replies that no rule judged with confidence, by template. Bounded: when there are twice
 * as many as are to be kept, those seen least are let go and counted. Used by one thread.
 */
public final class UnknownTally {

  private final int most;
  private final Map<ReplyTemplate, UnknownReply> templates = new HashMap<>();
  private long leftOut;

  /**
   * @param most templates to keep
   */
  public UnknownTally(int most) {
    this.most = most;
  }

  /** Counts an event if there is something to learn from it. */
  public void add(DeliveryEvent event) {
    if (!ReplyTemplates.isUnknown(event.attempt(), event.verdict())) {
      return;
    }
    ReplyTemplate template = ReplyTemplates.of(event.attempt());
    templates.merge(
        template,
        UnknownReply.once(template, event.attempt().time(), event.provider()),
        UnknownReply::plus);
    if (templates.size() >= 2 * most) {
      trim();
    }
  }

  private void trim() {
    List<UnknownReply> least =
        templates.values().stream().sorted(UnknownReply.LEAST_FIRST).toList();
    for (UnknownReply reply : least.subList(0, Math.max(0, least.size() - most))) {
      templates.remove(reply.template());
      leftOut += reply.count();
    }
  }

  /** What was gathered, the most frequent first. */
  public UnknownReplies replies() {
    trim();
    return new UnknownReplies(
        templates.values().stream().sorted(UnknownReply.LEAST_FIRST.reversed()).toList(), leftOut);
  }
}
