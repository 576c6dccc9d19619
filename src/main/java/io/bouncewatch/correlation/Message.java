package io.bouncewatch.correlation;

import io.bouncewatch.event.Mta;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One message in a queue, in as few bytes as will do: there may be a hundred thousand.
 *
 * <p>Mutable; owned by the {@link MessageTable}, whose chain and order it is a link of.
 */
final class Message extends HashChain.Link<Message> {

  /** Between the parts of a key; control characters are in none of them. */
  static final char SEPARATOR = '\u001f';

  /** What is kept of a message begins with this; of a recipient, with its message's id. */
  static final long MESSAGE = 0;

  /** Recipients whose end is remembered, so that it is not counted twice. */
  static final int MOST_SETTLED = 1_000;

  /** An object of this class, as the usual virtual machine lays it out. */
  private static final int OWN_BYTES = 64;

  private static final long[] NOBODY = {};
  private static final byte[] NOTHING = {};

  /** Under which it is kept. */
  final long id;

  /** {@link MessageKey#text()} as UTF-8. */
  final byte[] key;

  private byte[] facts = NOTHING;
  private long[] settled = NOBODY;

  /**
   * Recipients that were put off and not settled since, the one that was first in trouble first.
   */
  @Nullable Waiting first;

  @Nullable Waiting last;

  /** Neighbours in the order of silence. */
  @Nullable Message older;

  @Nullable Message newer;

  /** Seconds since 1970, without a sign: good until 2106. */
  private int heard;

  /** Whether something changed that is not kept yet. */
  boolean changed;

  /** Whether it is kept. */
  boolean kept;

  /** Whether it left the queue, and is only remembered as what a neighbour has just handed on. */
  boolean departed;

  Message(long id, byte[] key) {
    super(Hash.of(key));
    this.id = id;
    this.key = key;
  }

  /** When it was last heard of, in seconds since 1970 by the newest line that was read then. */
  long heard() {
    return Integer.toUnsignedLong(heard);
  }

  void heardAt(long seconds) {
    heard = (int) seconds;
  }

  Mta mta() {
    return key[0] == 'E' ? Mta.EXIM : Mta.POSTFIX;
  }

  String keyText() {
    return new String(key, StandardCharsets.UTF_8);
  }

  Facts facts() {
    return facts.length == 0 ? Facts.NONE : Facts.unpacked(facts);
  }

  void facts(Facts known) {
    facts = known.packed();
  }

  boolean isSettled(String recipient) {
    long hash = Hash.of(recipient);
    for (long one : settled) {
      if (one == hash) {
        return true;
      }
    }
    return false;
  }

  void settle(String recipient) {
    if (settled.length < MOST_SETTLED && !isSettled(recipient)) {
      settled = Arrays.copyOf(settled, settled.length + 1);
      settled[settled.length - 1] = Hash.of(recipient);
    }
  }

  void forgetSettled() {
    settled = NOBODY;
  }

  void append(Waiting waiting) {
    waiting.previous = last;
    if (last == null) {
      first = waiting;
    } else {
      last.following = waiting;
    }
    last = waiting;
  }

  void remove(Waiting waiting) {
    Waiting before = waiting.previous;
    Waiting after = waiting.following;
    if (before == null) {
      first = after;
    } else {
      before.following = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
  }

  /** About how much memory it takes, without its recipients that wait. */
  int bytes() {
    return OWN_BYTES
        + HashChain.BYTES_A_LINK
        + HashChain.arrayBytes(key.length)
        + HashChain.arrayBytes(facts.length)
        + (settled.length == 0 ? 0 : HashChain.arrayBytes(Long.BYTES * settled.length));
  }

  byte[] packed() {
    Packer to =
        new Packer()
            .number(MESSAGE)
            .bytes(key)
            .number(heard())
            .number(departed ? 1 : 0)
            .bytes(facts)
            .number(settled.length);
    for (long one : settled) {
      to.number(one);
    }
    return to.packed();
  }

  /** The message that {@link #packed()} made, from what follows {@link #MESSAGE}. */
  static Message unpacked(long id, Unpacker from) {
    Message message = new Message(id, from.bytes());
    message.heardAt(from.number());
    message.departed = from.number() == 1;
    message.facts = from.bytes();
    long[] settled = new long[(int) Math.min(from.number(), MOST_SETTLED)];
    for (int i = 0; i < settled.length; i++) {
      settled[i] = from.number();
    }
    message.settled = settled;
    message.kept = true;
    return message;
  }
}
