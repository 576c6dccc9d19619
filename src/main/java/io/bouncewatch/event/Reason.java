package io.bouncewatch.event;

import static io.bouncewatch.event.Action.FIX_CONFIG;
import static io.bouncewatch.event.Action.FIX_MESSAGE;
import static io.bouncewatch.event.Action.FIX_SENDER;
import static io.bouncewatch.event.Action.RETRY;
import static io.bouncewatch.event.Action.SUPPRESS;

import java.util.Locale;
import java.util.Optional;

/** What is the matter: a closed list. Each reason lies with one party and has a usual action. */
public enum Reason {
  BAD_MAILBOX(Party.RECIPIENT, SUPPRESS),
  BAD_DOMAIN(Party.RECIPIENT, SUPPRESS),
  INACTIVE_MAILBOX(Party.RECIPIENT, SUPPRESS),
  MAILBOX_MOVED(Party.RECIPIENT, SUPPRESS),
  RECIPIENT_POLICY(Party.RECIPIENT, SUPPRESS),
  MAILBOX_FULL(Party.RECIPIENT, RETRY),

  IP_BLOCKED(Party.REPUTATION, FIX_SENDER),
  AUTH_FAILURE(Party.REPUTATION, FIX_SENDER),
  SENDER_REJECTED(Party.REPUTATION, FIX_SENDER),
  POLICY_REJECTED(Party.REPUTATION, FIX_SENDER),
  RELAY_DENIED(Party.REPUTATION, FIX_CONFIG),
  RATE_LIMITED(Party.REPUTATION, RETRY),
  GREYLISTED(Party.REPUTATION, RETRY),

  SPAM_CONTENT(Party.MESSAGE, FIX_MESSAGE),
  MESSAGE_TOO_LARGE(Party.MESSAGE, FIX_MESSAGE),
  CONTENT_REJECTED(Party.MESSAGE, FIX_MESSAGE),
  MALWARE(Party.MESSAGE, FIX_MESSAGE),
  MESSAGE_FORMAT(Party.MESSAGE, FIX_MESSAGE),

  CONNECTION_FAILED(Party.SYSTEM, RETRY),
  DNS_FAILURE(Party.SYSTEM, RETRY),
  TLS_FAILURE(Party.SYSTEM, RETRY),
  SYSTEM_UNAVAILABLE(Party.SYSTEM, RETRY),
  EXPIRED(Party.SYSTEM, RETRY),
  ROUTING_LOOP(Party.SYSTEM, FIX_CONFIG),
  PROTOCOL_ERROR(Party.SYSTEM, FIX_CONFIG),

  UNDETERMINED(Party.UNKNOWN, RETRY);

  private final Party party;
  private final Action action;

  Reason(Party party, Action action) {
    this.party = party;
    this.action = action;
  }

  public Party party() {
    return party;
  }

  /** The usual action; a rule may give another. */
  public Action defaultAction() {
    return action;
  }

  /** The name in labels and JSON, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a label such as {@code bad_mailbox}. */
  public static Optional<Reason> parse(String label) {
    for (Reason reason : values()) {
      if (reason.label().equals(label)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
