package io.bouncewatch.event;

import org.jspecify.annotations.Nullable;

/**
 * An attempt with everything that was worked out about it: what leaves the pipeline.
 *
 * @param provider who runs the recipient's mail; {@code other} if not known
 * @param facts what other lines say of its message
 * @param verdict what the failure means; absent where mail got through, or nothing was tried
 */
public record DeliveryEvent(
    Attempt attempt,
    MessageFacts facts,
    String provider,
    @Nullable Verdict verdict,
    Position position) {

  /** An event of a line that stands alone. */
  public DeliveryEvent(
      Attempt attempt, String provider, @Nullable Verdict verdict, Position position) {
    this(attempt, MessageFacts.NONE, provider, verdict, position);
  }

  /**
   * Whether the message has no sender to whom it could be returned (RFC 5321 section 4.5.5), or is
   * known to be a notification: it is nobody's mail, and enters no sender's ratio.
   */
  public boolean isNotice() {
    String sender = attempt.envelope().sender();
    return facts.noticeOf() != null || (sender != null && sender.isEmpty());
  }
}
