package io.bouncewatch.correlation;

import io.bouncewatch.event.Arrival;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Departure;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Expiration;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.ForgottenCause;
import io.bouncewatch.event.MessageFacts;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Notice;
import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the lines of one message by its queue id: the sender, which recipients still wait, and how
 * the message ended for each. Used by one thread.
 */
public final class Correlator {

  /** A message that was first heard of so long after its arrival had a life before. */
  private static final Duration UNSEEN = Duration.ofSeconds(5);

  private final OpenMessages messages;

  /** Remembers messages within limits. */
  public Correlator(MemoryLimits limits, MessageObserver observer) {
    this.messages = new OpenMessages(limits, observer);
  }

  /**
   * Takes in a piece of what was remembered before a restart, in the order of ids.
   *
   * @throws IllegalArgumentException if it can't be read
   */
  public void restore(OpenMessage piece) {
    messages.restore(piece);
  }

  /** All pieces are there; from now on {@link #takeChanges()} must be called now and then. */
  public void restored() {
    messages.restored();
  }

  /** What changed since the last call, to be kept in this order. */
  public List<OpenMessage> takeChanges() {
    return messages.takeChanges();
  }

  /** How many messages are remembered. */
  public int size() {
    return messages.size();
  }

  /** About how much memory they take. */
  public long bytes() {
    return messages.bytes();
  }

  /** A message came, or tells its sender. */
  public void arrived(Arrival arrival) {
    MessageKey key = MessageKey.of(arrival.origin());
    if (key == null) {
      return;
    }
    messages.heardAt(arrival.time());
    Message known = messages.find(key);
    if (known != null && isAnother(arrival, known.facts())) {
      messages.forget(known, ForgottenCause.REUSED);
      known = null;
    }
    Message message = known == null ? messages.add(key) : known;
    messages.facts(
        message, message.facts().with(arrival.time(), arrival.sender(), arrival.submission()));
  }

  /** Postfix gives a short queue id again; what is known under it may be of an earlier message. */
  private static boolean isAnother(Arrival arrival, Facts known) {
    return arrival.origin().mta() == Mta.POSTFIX
        && (arrival.submission().begins()
            || known.contradicts(arrival.sender(), arrival.submission().size()));
  }

  /** A message tells of another one. */
  public void noticed(Notice notice) {
    MessageKey key = MessageKey.of(notice.origin());
    String original = notice.origin().queueId();
    if (key == null || original == null) {
      return;
    }
    messages.heardAt(notice.time());
    MessageKey noticeKey = key.other(notice.noticeId());
    Message known = messages.find(noticeKey);
    if (known != null && known.facts().begun()) {
      // Nothing but a notification begins like this.
      messages.forget(known, ForgottenCause.REUSED);
      known = null;
    }
    Message message = known == null ? messages.add(noticeKey) : known;
    messages.facts(message, message.facts().withNoticeOf(notice.time(), original));
  }

  /** A message left the queue. */
  public void departed(Departure departure) {
    MessageKey key = MessageKey.of(departure.origin());
    if (key != null) {
      messages.heardAt(departure.time());
      Message message = messages.find(key);
      if (message != null) {
        messages.depart(message);
      }
    }
  }

  /** Completes an attempt from what its message is known to be, and remembers it. */
  public CorrelatedAttempt attempted(Attempt attempt, String provider) {
    messages.heardAt(attempt.time());
    MessageKey key = MessageKey.of(attempt.origin());
    if (key == null) {
      return new CorrelatedAttempt(
          attempt, MessageFacts.NONE, provider, ending(attempt.outcome(), false));
    }
    Message message = messages.findOrAdd(key);
    Facts facts = message.facts();
    Attempt complete = completed(attempt, facts);
    if (isHandedOn(complete, key, facts)) {
      complete = complete.withOutcome(Outcome.RELAYED);
    }
    if (complete.outcome() == Outcome.RELAYED) {
      messages.rememberDeparted();
    }
    return followed(message, facts, complete, provider);
  }

  private CorrelatedAttempt followed(
      Message message, Facts facts, Attempt attempt, String provider) {
    String recipient = attempt.envelope().recipient();
    MessageFacts shown = shown(facts, attempt, 0);
    if (recipient == null) {
      return new CorrelatedAttempt(attempt, shown, provider, ending(attempt.outcome(), false));
    }
    return switch (attempt.outcome()) {
      case DEFERRED, SUSPENDED -> {
        int attempts = messages.putOff(message, attempt, recipient, provider);
        yield new CorrelatedAttempt(attempt, shown(facts, attempt, attempts), provider, null);
      }
      case DELIVERED, BOUNCED, EXPIRED, RELAYED -> {
        Trouble before =
            messages.release(message, recipient, attempt.envelope().originalRecipient());
        FinalOutcome end = ending(attempt.outcome(), before != null);
        int attempts = (before == null ? 0 : before.attempts()) + 1;
        yield new CorrelatedAttempt(
            withLastRefusal(attempt, before),
            shown(facts, attempt, attempts),
            provider,
            end != null && messages.settle(message, recipient) ? end : null);
      }
      case PROBE -> new CorrelatedAttempt(attempt, shown, provider, null);
    };
  }

  /**
   * Whether a queue of this host has just taken the message in under the id in the reply. If so, it
   * is known there whose mail it is: the client it came from is only the hop before.
   */
  private boolean isHandedOn(Attempt attempt, MessageKey key, Facts facts) {
    if (attempt.outcome() != Outcome.DELIVERED && attempt.outcome() != Outcome.RELAYED) {
      return false;
    }
    String nextId = NextHop.queueId(attempt.response().reply());
    Message next =
        nextId == null
            ? null
            : messages.named(nextId, key, known -> NextHop.isSame(attempt, facts, known));
    if (next != null) {
      messages.facts(next, next.facts().handedOnFrom(facts));
    }
    return next != null;
  }

  /**
   * One expired attempt for every recipient that still waited; one without a recipient if none is
   * known, so that the failure is counted all the same.
   *
   * @param unknownProvider the provider to name where nothing is known
   */
  public List<CorrelatedAttempt> expired(Expiration expiration, String unknownProvider) {
    messages.heardAt(expiration.time());
    Origin origin = expiration.origin();
    MessageKey key = MessageKey.of(origin);
    List<CorrelatedAttempt> attempts = new ArrayList<>();
    Facts facts = Facts.NONE;
    if (key != null) {
      Message message = messages.findOrAdd(key);
      facts = message.facts().withSender(expiration.sender());
      messages.facts(message, facts);
      for (Trouble last : messages.releaseAll(message)) {
        Envelope envelope = new Envelope(null, last.recipient(), last.original());
        Attempt attempt =
            expiredAttempt(expiration.time(), origin, envelope, last.route(), last.response());
        attempts.add(
            new CorrelatedAttempt(
                completed(attempt, facts),
                shown(facts, attempt, last.attempts()),
                last.provider(),
                messages.settle(message, last.recipient()) ? FinalOutcome.EXPIRED : null));
      }
    }
    if (attempts.isEmpty()) {
      Envelope nobody = new Envelope(expiration.sender(), null, null);
      Attempt attempt =
          expiredAttempt(expiration.time(), origin, nobody, Route.NONE, Response.NONE);
      attempts.add(
          new CorrelatedAttempt(
              attempt, shown(facts, attempt, 0), unknownProvider, FinalOutcome.EXPIRED));
    }
    return attempts;
  }

  private static Attempt expiredAttempt(
      Instant time, Origin origin, Envelope envelope, Route route, Response last) {
    return new Attempt(time, origin, envelope, route, Outcome.EXPIRED, last, null);
  }

  /** An expiry keeps the refusal that led to it, where its own line does not repeat it. */
  private static Attempt withLastRefusal(Attempt attempt, @Nullable Trouble before) {
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

  private static Attempt completed(Attempt attempt, Facts facts) {
    Attempt complete = attempt;
    String sender = facts.sender();
    if (attempt.envelope().sender() == null && sender != null) {
      complete = complete.withSender(sender);
    }
    Instant arrival = facts.arrival();
    if (attempt.delay() == null && arrival != null) {
      Duration delay = Duration.between(arrival, attempt.time());
      complete = delay.isNegative() ? complete : complete.withDelay(delay);
    }
    return complete;
  }

  private static MessageFacts shown(Facts facts, Attempt attempt, int attempts) {
    return new MessageFacts(
        isIncomplete(facts, attempt),
        facts.noticeOf(),
        facts.client(),
        facts.login(),
        facts.size(),
        facts.recipients(),
        attempts);
  }

  /** Not every beginning is logged; but a delay tells whether there was anything before. */
  private static boolean isIncomplete(Facts facts, Attempt attempt) {
    Instant arrival = facts.arrival();
    Duration delay = attempt.delay();
    return arrival == null
        || (!facts.begun()
            && delay != null
            && attempt.time().minus(delay).isBefore(arrival.minus(UNSEEN)));
  }

  private static @Nullable FinalOutcome ending(Outcome outcome, boolean waited) {
    return switch (outcome) {
      case DELIVERED -> waited ? FinalOutcome.DELIVERED_AFTER_RETRY : FinalOutcome.DELIVERED;
      case BOUNCED -> FinalOutcome.BOUNCED;
      case EXPIRED -> FinalOutcome.EXPIRED;
      case DEFERRED, SUSPENDED, RELAYED, PROBE -> null;
    };
  }
}
