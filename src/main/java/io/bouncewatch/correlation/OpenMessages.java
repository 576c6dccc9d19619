package io.bouncewatch.correlation;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.ForgottenCause;
import io.bouncewatch.event.OpenMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are remembered, and for how long: the one that was silent longest is forgotten
 * first. Used by one thread.
 */
final class OpenMessages {

  /** A time further in the future than this is a wrong clock, and ends nobody's lifetime. */
  private static final Duration MOST_AHEAD = Duration.ofHours(1);

  /** Instances whose queues are looked through for what was handed on. */
  private static final int MOST_QUEUES = 64;

  /**
   * Messages that are remembered after they left: in a chain, the second queue may be rid of a
   * message before the first has logged that it handed it on.
   */
  private static final int MOST_DEPARTED = 64;

  private final MessageTable table = new MessageTable();
  private final MemoryLimits limits;
  private final MessageObserver observer;
  private final InstantSource clock = InstantSource.system();
  private final Set<String> queues = new LinkedHashSet<>();
  private final Deque<Message> departed = new ArrayDeque<>();

  /** Whether messages are handed on between queues of this host. */
  private boolean chained;

  /** The newest line's time, in seconds since 1970. */
  private long now;

  OpenMessages(MemoryLimits limits, MessageObserver observer) {
    this.limits = limits;
    this.observer = observer;
  }

  int size() {
    return table.size();
  }

  long bytes() {
    return table.bytes();
  }

  void restore(OpenMessage piece) {
    table.restore(piece);
  }

  void restored() {
    for (Message message : table.restored()) {
      now = Math.max(now, message.heard());
      remember(message.keyText());
      if (message.departed) {
        departed.add(message);
        chained = true;
      }
      for (Waiting each = message.first; each != null; each = each.following) {
        observer.waiting(message.mta(), each.trouble().provider(), 1);
      }
    }
  }

  List<OpenMessage> takeChanges() {
    return table.takeChanges();
  }

  /**
   * Another line is to be looked at: makes room, moves the log's own time on, and forgets those
   * that nothing was heard of for too long.
   */
  void heardAt(Instant time) {
    makeRoom();
    long seconds = time.getEpochSecond();
    if (seconds <= now) {
      return;
    }
    now = Math.max(now, Math.min(seconds, clock.instant().plus(MOST_AHEAD).getEpochSecond()));
    long limit = now - limits.lifetime().toSeconds();
    for (Message silent = table.oldest();
        silent != null && silent.heard() < limit;
        silent = table.oldest()) {
      forget(silent, ForgottenCause.LIFETIME);
    }
  }

  @Nullable Message find(MessageKey key) {
    Message message = table.find(key);
    return message == null || message.departed ? null : message;
  }

  Message findOrAdd(MessageKey key) {
    Message known = find(key);
    if (known == null) {
      return add(key);
    }
    table.touch(known, now);
    return known;
  }

  /** A new message; what left under the same id is forgotten now. */
  Message add(MessageKey key) {
    Message gone = table.find(key);
    if (gone != null) {
      departed.remove(gone);
      table.remove(gone);
    }
    if (queues.size() < MOST_QUEUES) {
      queues.add(key.queue());
    }
    return table.add(key, now);
  }

  private void remember(String key) {
    if (queues.size() < MOST_QUEUES) {
      queues.add(key.substring(0, key.indexOf(Message.SEPARATOR)));
    }
  }

  void facts(Message message, Facts facts) {
    if (!message.departed) {
      table.touch(message, now);
    }
    table.facts(message, facts);
  }

  /**
   * Remembers the trouble of a recipient.
   *
   * @return how many attempts were made at it so far
   */
  int putOff(Message message, Attempt attempt, String recipient, String provider) {
    Waiting waiting = table.waiting(message, recipient, attempt.envelope().originalRecipient());
    if (waiting == null) {
      Trouble trouble = Trouble.first(attempt, recipient, provider);
      observer.waiting(message.mta(), provider, 1);
      table.putOff(message, trouble);
      return trouble.attempts();
    }
    Trouble before = waiting.trouble();
    Trouble trouble = before.then(attempt, provider);
    if (!before.provider().equals(provider)) {
      observer.waiting(message.mta(), before.provider(), -1);
      observer.waiting(message.mta(), provider, 1);
    }
    table.putOff(waiting, trouble);
    return trouble.attempts();
  }

  /** A recipient waits no more; returns its last trouble, or null if it had none. */
  @Nullable Trouble release(Message message, String recipient, @Nullable String original) {
    Waiting waiting = table.waiting(message, recipient, original);
    if (waiting == null) {
      waiting = table.waiting(message, recipient);
    }
    return waiting == null ? null : release(waiting);
  }

  private Trouble release(Waiting waiting) {
    Trouble trouble = waiting.trouble();
    observer.waiting(waiting.message.mta(), trouble.provider(), -1);
    table.release(waiting);
    return trouble;
  }

  List<Trouble> releaseAll(Message message) {
    List<Trouble> all = new ArrayList<>();
    for (Waiting first = message.first; first != null; first = message.first) {
      all.add(release(first));
    }
    return all;
  }

  /** The message has ended for a recipient; returns false if it had before. */
  boolean settle(Message message, String recipient) {
    if (message.isSettled(recipient)) {
      return false;
    }
    table.settle(message, recipient);
    return true;
  }

  /** From now on, what left lately is remembered too. */
  void rememberDeparted() {
    chained = true;
  }

  void depart(Message message) {
    stopWaiting(message);
    if (!chained) {
      table.remove(message);
      return;
    }
    table.retire(message);
    departed.add(message);
    if (departed.size() > MOST_DEPARTED) {
      table.remove(departed.remove());
    }
  }

  void forget(Message message, ForgottenCause cause) {
    stopWaiting(message);
    table.remove(message);
    observer.forgotten(cause);
  }

  private void stopWaiting(Message message) {
    for (Waiting each = message.first; each != null; each = each.following) {
      observer.waiting(message.mta(), each.trouble().provider(), -1);
    }
  }

  /** The message of any queue here, but this one, that has an id and a property. */
  @Nullable Message named(String queueId, MessageKey except, Predicate<Facts> property) {
    for (String queue : queues) {
      MessageKey key = new MessageKey(queue, queueId);
      Message message = key.equals(except) ? null : table.find(key);
      if (message != null && property.test(message.facts())) {
        return message;
      }
    }
    return null;
  }

  /** What left goes first. Never called while a message is in hand. */
  private void makeRoom() {
    while (table.bytes() > limits.bytes()) {
      Message silent = table.oldest();
      if (!departed.isEmpty()) {
        table.remove(departed.remove());
      } else if (silent != null) {
        forget(silent, ForgottenCause.MEMORY);
      } else {
        return;
      }
    }
  }
}
