package io.bouncewatch.correlation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A recipient that waits for another attempt, in few bytes. Owned by the {@link MessageTable}. */
final class Waiting extends HashChain.Link<Waiting> {

  private static final int OWN_BYTES = 56;

  final Message message;

  /** Which of the message's, in the order of their first trouble; from 1. */
  final int number;

  private byte[] trouble;

  @Nullable Waiting previous;
  @Nullable Waiting following;
  boolean changed;
  boolean kept;

  Waiting(Message message, int hash, int number, byte[] trouble) {
    super(hash);
    this.message = message;
    this.number = number;
    this.trouble = trouble;
  }

  /** Of a recipient of a message; equal for its several original addresses. */
  static int hash(Message message, String recipient) {
    return Hash.spread(Hash.of(recipient) + message.hash);
  }

  Trouble trouble() {
    return Trouble.unpacked(trouble);
  }

  void trouble(Trouble newer) {
    trouble = newer.packed();
  }

  byte[] packed() {
    return Arrays.copyOf(trouble, trouble.length);
  }

  String keyText() {
    return message.keyText() + Message.SEPARATOR + number;
  }

  int bytes() {
    return OWN_BYTES + HashChain.BYTES_A_LINK + HashChain.arrayBytes(trouble.length);
  }
}
