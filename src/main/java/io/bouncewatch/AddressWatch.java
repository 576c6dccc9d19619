package io.bouncewatch;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Verdict;
import io.bouncewatch.ledger.Sighting;
import io.bouncewatch.ledger.SuppressionPolicy;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Picks the attempts that tell whether an address is still to be mailed. */
final class AddressWatch {

  /** Local part, at sign, domain: RFC 5321 section 4.5.3.1. What is longer is no address. */
  private static final int LONGEST = 64 + 1 + 255;

  private final SuppressionPolicy policy;

  AddressWatch(SuppressionPolicy policy) {
    this.policy = policy;
  }

  /** What the attempt says of its recipient; empty if that is nothing. */
  Optional<Sighting> sighting(DeliveryEvent event) {
    Attempt attempt = event.attempt();
    Verdict verdict = event.verdict();
    boolean delivered = isDelivered(attempt);
    if (!delivered && (verdict == null || !attempt.outcome().isFailure() || isReport(attempt))) {
      return Optional.empty();
    }
    String address = address(attempt.envelope());
    if (address == null) {
      return Optional.empty();
    }
    if (delivered || verdict == null) {
      return Optional.of(new Sighting.Delivery(address, attempt.time()));
    }
    boolean hard = attempt.outcome() != Outcome.DEFERRED;
    Sighting.Failure failure =
        new Sighting.Failure(address, attempt.time(), hard, attempt.code(), verdict);
    return policy.concerns(failure) ? Optional.of(failure) : Optional.empty();
  }

  /** Delivered to somebody: what is thrown away on this host reaches nobody. */
  private static boolean isDelivered(Attempt attempt) {
    String transport = attempt.route().transport();
    boolean thrownAway =
        transport == null
            ? attempt.origin().mta() == Mta.EXIM // => :blackhole: has no T=
            : transport.equals("discard");
    return attempt.outcome() == Outcome.DELIVERED && !thrownAway;
  }

  /**
   * A report to a sender, who may be forged: it says nothing of those we mail, and whoever forges
   * senders could fill the list.
   */
  private static boolean isReport(Attempt attempt) {
    String sender = attempt.envelope().sender();
    return sender != null && sender.isEmpty();
  }

  private static @Nullable String address(Envelope envelope) {
    String recipient = envelope.recipient();
    int at = recipient == null ? -1 : recipient.lastIndexOf('@');
    if (recipient == null
        || at < 1
        || envelope.domain().equals(Envelope.NO_DOMAIN)
        || recipient.length() > LONGEST) {
      return null;
    }
    return recipient.substring(0, at + 1) + recipient.substring(at + 1).toLowerCase(Locale.ROOT);
  }
}
