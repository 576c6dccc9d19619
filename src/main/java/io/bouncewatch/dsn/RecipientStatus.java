package io.bouncewatch.dsn;

import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Outcome;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a bounce message says of one recipient (RFC 3464 section 2.3).
 *
 * @param recipient {@code Final-Recipient} without its type; empty if none was named
 * @param originalRecipient {@code Original-Recipient}, where it is there
 * @param action {@code failed}, {@code delayed}, {@code delivered}, {@code relayed} or {@code
 *     expanded}, in lower case; {@code failed} where the message does not say
 * @param status {@code Status}, where it can be read
 * @param remoteHost {@code Remote-MTA} without its type
 * @param diagnostic {@code Diagnostic-Code} without its type, unfolded; else what the text for
 *     people says of the recipient; may be empty
 */
public record RecipientStatus(
    String recipient,
    @Nullable String originalRecipient,
    String action,
    @Nullable EnhancedStatusCode status,
    @Nullable String remoteHost,
    String diagnostic) {

  private static final String EXIM_GIVES_UP = "retry timeout exceeded";

  /**
   * What became of the message. A failure that the report calls temporary in its own status, or
   * that says that the retries are over, is {@link Outcome#EXPIRED}: MTAs keep the last refusal's
   * code then.
   */
  public Outcome outcome() {
    return switch (action) {
      case "delayed" -> Outcome.DEFERRED;
      case "delivered", "expanded", "relayed" -> Outcome.DELIVERED;
      default -> isExpired() ? Outcome.EXPIRED : Outcome.BOUNCED;
    };
  }

  /** What was last answered: the diagnostic without what Exim adds when it gives up. */
  public String reply() {
    String reply = diagnostic.strip();
    if (!reply.endsWith(EXIM_GIVES_UP)) {
      return reply;
    }
    String rest = reply.substring(0, reply.length() - EXIM_GIVES_UP.length()).strip();
    return rest.endsWith(":") ? rest.substring(0, rest.length() - 1).strip() : rest;
  }

  private boolean isExpired() {
    if (status != null && (status.statusClass() == 4 || isDeliveryTimeExpired(status))) {
      return true;
    }
    String words = diagnostic.toLowerCase(Locale.ROOT);
    return words.endsWith(EXIM_GIVES_UP)
        || words.startsWith("retry time not reached for any host after a long failure period")
        || words.contains(
            "i'm not going to try again; this message has been in the queue too long");
  }

  private static boolean isDeliveryTimeExpired(EnhancedStatusCode code) {
    return code.subject() == 4 && code.detail() == 7;
  }

  /** The same with what the text for people says, where there is no diagnostic code. */
  RecipientStatus withText(Optional<String> text) {
    return diagnostic.isEmpty() && text.isPresent()
        ? new RecipientStatus(recipient, originalRecipient, action, status, remoteHost, text.get())
        : this;
  }
}
