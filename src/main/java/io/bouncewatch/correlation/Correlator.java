package io.bouncewatch.correlation;

import io.bouncewatch.event.Arrival;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Departure;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Expiration;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins the lines of one message by its queue id: the sender, which recipients still wait, and how
 * the message ended for each.
 *
 * <p>Remembers a bounded number of messages and waiting recipients; the message that was silent
 * longest is forgotten first. Used by one thread.
 */
public final class Correlator {

  private final int capacity;
  private final Map<Key, Message> messages = new LinkedHashMap<>(1024, 0.75f, true);
  private final WaitingObserver waiting;
  private long forgotten;

  /** Messages and waiting recipients that are remembered. */
  private int size;

  /**
   * Which message. A delivery agent may have a {@code syslog_name} of its own below its instance's
   * ({@code postfix/bulk}), so only the first part tells instances apart.
   */
  private record Key(Mta mta, String instance, String queueId) {}

  /**
   * @param capacity how many messages and waiting recipients, added up, to remember at most
   */
  public Correlator(int capacity, WaitingObserver waiting) {
    if (capacity < 1) {
      throw new IllegalArgumentException("at least one message must be remembered");
    }
    this.capacity = capacity;
    this.waiting = waiting;
  }

  /** Messages that were forgotten before their end was seen. */
  public long forgotten() {
    return forgotten;
  }

  public void arrived(Arrival arrival) {
    Message message = message(arrival.origin());
    if (message != null) {
      message.sender = arrival.sender();
      if (message.arrival == null) {
        message.arrival = arrival.time();
      }
    }
  }

  public void departed(Departure departure) {
    Key key = key(departure.origin());
    Message message = key == null ? null : messages.remove(key);
    if (key != null && message != null) {
      release(key, message);
    }
  }

  /** Completes an attempt from what its message is known to be, and remembers it. */
  public CorrelatedAttempt attempted(Attempt attempt, String provider) {
    Message message = message(attempt.origin());
    String recipient = attempt.envelope().recipient();
    Attempt complete = message == null ? attempt : completed(attempt, message);
    if (message == null || recipient == null) {
      return new CorrelatedAttempt(complete, provider, ending(attempt.outcome(), false));
    }
    Mta mta = attempt.origin().mta();
    return switch (attempt.outcome()) {
      case DEFERRED, SUSPENDED -> {
        Message.Waiting before =
            message.putOff(
                recipient,
                new Message.Waiting(
                    provider,
                    attempt.envelope().originalRecipient(),
                    attempt.route(),
                    attempt.response()));
        if (before == null) {
          size++;
          forgetSilent();
          waiting.changed(mta, provider, 1);
        } else if (!before.provider().equals(provider)) {
          waiting.changed(mta, before.provider(), -1);
          waiting.changed(mta, provider, 1);
        }
        yield new CorrelatedAttempt(complete, provider, null);
      }
      case DELIVERED, BOUNCED, EXPIRED, RELAYED -> {
        Message.Waiting before = message.settle(recipient);
        if (before != null) {
          size--;
          waiting.changed(mta, before.provider(), -1);
        }
        FinalOutcome end = ending(attempt.outcome(), before != null);
        yield new CorrelatedAttempt(withLastRefusal(complete, before), provider, end);
      }
      case PROBE -> new CorrelatedAttempt(complete, provider, null);
    };
  }

  /**
   * One expired attempt for every recipient that still waited; one without a recipient if none is
   * known, so that the failure is counted all the same.
   *
   * @param unknownProvider the provider to name where nothing is known
   */
  public List<CorrelatedAttempt> expired(Expiration expiration, String unknownProvider) {
    Origin origin = expiration.origin();
    Message message = message(origin);
    List<CorrelatedAttempt> attempts = new ArrayList<>();
    if (message != null) {
      message.sender = expiration.sender();
      for (Map.Entry<String, Message.Waiting> entry : message.waiting().entrySet()) {
        Message.Waiting last = entry.getValue();
        Envelope envelope = new Envelope(expiration.sender(), entry.getKey(), last.original());
        attempts.add(
            expiredAttempt(
                expiration.time(),
                origin,
                envelope,
                last.route(),
                last.response(),
                last.provider()));
        waiting.changed(origin.mta(), last.provider(), -1);
      }
      size -= message.waiting().size();
      message.settleAll();
    }
    if (attempts.isEmpty()) {
      attempts.add(
          expiredAttempt(
              expiration.time(),
              origin,
              new Envelope(expiration.sender(), null, null),
              Route.NONE,
              Response.NONE,
              unknownProvider));
    }
    return attempts;
  }

  private static CorrelatedAttempt expiredAttempt(
      Instant time, Origin origin, Envelope envelope, Route route, Response last, String provider) {
    Attempt attempt = new Attempt(time, origin, envelope, route, Outcome.EXPIRED, last, null);
    return new CorrelatedAttempt(attempt, provider, FinalOutcome.EXPIRED);
  }

  /** An expiry keeps the refusal that led to it, where its own line does not repeat it. */
  private static Attempt withLastRefusal(Attempt attempt, Message.@Nullable Waiting before) {
    if (attempt.outcome() != Outcome.EXPIRED
        || before == null
        || attempt.response().replyCode() != null) {
      return attempt;
    }
    return new Attempt(
        attempt.time(),
        attempt.origin(),
        attempt.envelope(),
        attempt.route().host() == null ? before.route() : attempt.route(),
        attempt.outcome(),
        before.response(),
        attempt.delay());
  }

  private static Attempt completed(Attempt attempt, Message message) {
    Attempt complete = attempt;
    if (attempt.envelope().sender() == null && message.sender != null) {
      complete = complete.withSender(message.sender);
    }
    if (attempt.delay() == null && message.arrival != null) {
      Duration delay = Duration.between(message.arrival, attempt.time());
      complete = delay.isNegative() ? complete : complete.withDelay(delay);
    }
    return complete;
  }

  private static @Nullable FinalOutcome ending(Outcome outcome, boolean waited) {
    return switch (outcome) {
      case DELIVERED -> waited ? FinalOutcome.DELIVERED_AFTER_RETRY : FinalOutcome.DELIVERED;
      case BOUNCED -> FinalOutcome.BOUNCED;
      case EXPIRED -> FinalOutcome.EXPIRED;
      case DEFERRED, SUSPENDED, RELAYED, PROBE -> null;
    };
  }

  private @Nullable Message message(Origin origin) {
    Key key = key(origin);
    if (key == null) {
      return null;
    }
    Message message = messages.get(key);
    if (message == null) {
      message = new Message();
      messages.put(key, message);
      size++;
      forgetSilent();
    }
    return message;
  }

  /** All but the message in hand, which stands last, may have to go. */
  private void forgetSilent() {
    var oldest = messages.entrySet().iterator();
    for (int left = messages.size(); size > capacity && left > 1; left--) {
      Map.Entry<Key, Message> entry = oldest.next();
      release(entry.getKey(), entry.getValue());
      oldest.remove();
      forgotten++;
    }
  }

  private void release(Key key, Message message) {
    size -= 1 + message.waiting().size();
    for (Message.Waiting recipient : message.waiting().values()) {
      waiting.changed(key.mta(), recipient.provider(), -1);
    }
  }

  private static @Nullable Key key(Origin origin) {
    if (origin.queueId() == null) {
      return null;
    }
    int slash = origin.service().indexOf('/');
    String instance = slash < 0 ? origin.service() : origin.service().substring(0, slash);
    return new Key(origin.mta(), instance, origin.queueId());
  }
}
