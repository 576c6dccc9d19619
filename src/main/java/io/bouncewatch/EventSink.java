package io.bouncewatch;

import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Rejection;
import org.jspecify.annotations.Nullable;

/** Takes what was worked out of a log, in the order of its lines. */
public interface EventSink {

  /**
   * An attempt, complete.
   *
   * @param end how the message ended for this recipient; null if it goes on
   */
  void delivery(DeliveryEvent event, @Nullable FinalOutcome end);

  /** A refusal by this server. */
  void rejection(Rejection rejection);
}
