package io.bouncewatch.event;

import java.time.Instant;

/** What this server refused from others; never a bounce. */
public record Rejection(Instant time, Origin origin, SmtpStage stage, Response response)
    implements LogRecord {

  /** Enhanced code of the refusal; only its class where it was refused without one. */
  public EnhancedStatusCode code() {
    Integer reply = response.replyCode();
    int statusClass = reply != null && reply / 100 == 4 ? 4 : 5;
    return response.status().orElseGet(() -> new EnhancedStatusCode(statusClass, 0, 0));
  }
}
