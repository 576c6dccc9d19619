package io.bouncewatch.correlation;

import org.jspecify.annotations.Nullable;

/** A recipient that waits for another attempt, in few bytes. Owned by the {@link MessageTable}. */
final class Waiting extends HashChain.Link<Waiting> {

  private static final int OWN_BYTES = 56;

  final Message message;

  /** Under which it is kept; ascends in the order of first trouble. */
  final long id;

  private byte[] trouble;

  @Nullable Waiting previous;
  @Nullable Waiting following;
  boolean changed;
  boolean kept;

  Waiting(Message message, int hash, long id, byte[] trouble) {
    super(hash);
    this.message = message;
    this.id = id;
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
    return new Packer().number(message.id).bytes(trouble).packed();
  }

  int bytes() {
    return OWN_BYTES + HashChain.BYTES_A_LINK + HashChain.arrayBytes(trouble.length);
  }
}
