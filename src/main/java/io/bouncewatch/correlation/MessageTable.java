package io.bouncewatch.correlation;

import io.bouncewatch.event.OpenMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The open messages by key, and in the order in which they were last heard of; knows about how much
 * memory they take. Used by one thread.
 */
final class MessageTable {

  private final HashChain<Message> messages = new HashChain<>();
  private final HashChain<Waiting> recipients = new HashChain<>();
  private final Journal journal = new Journal();
  private @Nullable Message oldest;
  private @Nullable Message newest;
  private long bytes;

  /** Of all that is kept, and ever was as far as is known. */
  private long lastId;

  /** Messages that were restored and not put in order yet, by id. */
  private final Map<Long, Message> restored = new HashMap<>();

  int size() {
    return messages.size();
  }

  /** About how much memory all of it takes. */
  long bytes() {
    return bytes;
  }

  @Nullable Message oldest() {
    return oldest;
  }

  @Nullable Message find(MessageKey key) {
    return find(key.bytes());
  }

  private @Nullable Message find(byte[] key) {
    return messages.find(Hash.of(key), message -> Arrays.equals(message.key, key));
  }

  /** Adds a message that is not there, as the one heard of last. */
  Message add(MessageKey key, long heard) {
    Message message = new Message(++lastId, key.bytes());
    message.heardAt(heard);
    messages.add(message);
    bytes += message.bytes();
    append(message);
    journal.changed(message);
    return message;
  }

  /** Makes a message the one heard of last. */
  void touch(Message message, long heard) {
    unlink(message);
    append(message);
    message.heardAt(heard);
    journal.changed(message);
  }

  void facts(Message message, Facts facts) {
    bytes -= message.bytes();
    message.facts(facts);
    bytes += message.bytes();
    journal.changed(message);
  }

  void settle(Message message, String recipient) {
    bytes -= message.bytes();
    message.settle(recipient);
    bytes += message.bytes();
    journal.changed(message);
  }

  /** Forgets a message and its recipients. */
  void remove(Message message) {
    for (Waiting each = message.first; each != null; each = each.following) {
      dropped(each);
    }
    message.first = null;
    message.last = null;
    unlink(message);
    messages.remove(message);
    bytes -= message.bytes();
    journal.gone(message);
  }

  /** The message has left the queue; it is found still, but no longer among the silent. */
  void retire(Message message) {
    for (Waiting each = message.first; each != null; each = each.following) {
      dropped(each);
    }
    message.first = null;
    message.last = null;
    unlink(message);
    message.departed = true;
    journal.changed(message);
  }

  /** A recipient that waits, made from the same original address; null if it does not. */
  @Nullable Waiting waiting(Message message, String recipient, @Nullable String original) {
    return message.first == null
        ? null
        : recipients.find(
            Waiting.hash(message, recipient),
            each -> each.message == message && is(each, recipient, original));
  }

  /** A recipient that waits, whatever it was made from; null if it does not. */
  @Nullable Waiting waiting(Message message, String recipient) {
    return message.first == null
        ? null
        : recipients.find(
            Waiting.hash(message, recipient),
            each -> each.message == message && each.trouble().recipient().equals(recipient));
  }

  private static boolean is(Waiting each, String recipient, @Nullable String original) {
    Trouble trouble = each.trouble();
    return trouble.recipient().equals(recipient) && Objects.equals(trouble.original(), original);
  }

  /** A recipient begins to wait. */
  void putOff(Message message, Trouble trouble) {
    Waiting waiting =
        new Waiting(
            message, Waiting.hash(message, trouble.recipient()), ++lastId, trouble.packed());
    message.append(waiting);
    recipients.add(waiting);
    bytes += waiting.bytes();
    journal.changed(waiting);
  }

  /** A recipient goes on waiting. */
  void putOff(Waiting waiting, Trouble trouble) {
    bytes -= waiting.bytes();
    waiting.trouble(trouble);
    bytes += waiting.bytes();
    journal.changed(waiting);
  }

  /** A recipient waits no more. */
  void release(Waiting waiting) {
    waiting.message.remove(waiting);
    dropped(waiting);
  }

  private void dropped(Waiting waiting) {
    recipients.remove(waiting);
    bytes -= waiting.bytes();
    journal.gone(waiting);
  }

  List<OpenMessage> takeChanges() {
    return journal.take();
  }

  /**
   * Takes in what was kept: a message before its recipients.
   *
   * @throws IllegalArgumentException if it can't be read
   */
  void restore(OpenMessage piece) {
    byte[] state = piece.state();
    if (state == null) {
      throw new IllegalArgumentException("nothing was kept");
    }
    try {
      Unpacker from = new Unpacker(state);
      long messageId = from.number();
      if (messageId == Message.MESSAGE) {
        restore(Message.unpacked(piece.id(), from));
      } else {
        restoreRecipient(restored.get(messageId), piece.id(), from.bytes());
      }
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a piece that is cut short", e);
    }
    lastId = Math.max(lastId, piece.id());
  }

  private void restore(Message message) {
    message.facts(); // it can be read
    messages.add(message);
    restored.put(message.id, message);
    bytes += message.bytes();
  }

  private void restoreRecipient(@Nullable Message message, long id, byte[] packed) {
    if (message == null) {
      throw new IllegalArgumentException("a recipient without its message");
    }
    Trouble trouble = Trouble.unpacked(packed);
    Waiting waiting = new Waiting(message, Waiting.hash(message, trouble.recipient()), id, packed);
    waiting.kept = true;
    message.append(waiting);
    recipients.add(waiting);
    bytes += waiting.bytes();
  }

  /** Puts what was restored in order; from now on changes are remembered. */
  List<Message> restored() {
    List<Message> all = new ArrayList<>(restored.values());
    all.sort(Comparator.comparingLong(Message::heard));
    for (Message message : all) {
      if (!message.departed) {
        append(message);
      }
    }
    restored.clear();
    journal.open();
    return all;
  }

  private void append(Message message) {
    message.older = newest;
    message.newer = null;
    if (newest == null) {
      oldest = message;
    } else {
      newest.newer = message;
    }
    newest = message;
  }

  private void unlink(Message message) {
    if (message.departed) {
      return;
    }
    if (message.older == null) {
      oldest = message.newer;
    } else {
      message.older.newer = message.newer;
    }
    if (message.newer == null) {
      newest = message.older;
    } else {
      message.newer.older = message.older;
    }
    message.older = null;
    message.newer = null;
  }
}
