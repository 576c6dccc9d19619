package io.bouncewatch.correlation;

import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.OpenMessage;
import org.jspecify.annotations.Nullable;

/** What is kept of a message in a queue, for whoever has to change the addresses in it. */
public final class StoredPiece {

  private StoredPiece() {}

  /** What becomes of addresses. Different recipients must stay different. */
  public interface Change {

    Envelope envelope(Envelope stored);

    /**
     * A reply that may name addresses.
     *
     * @param of the recipient it was given about, as it was stored
     */
    String reply(String stored, Envelope of);

    @Nullable String login(@Nullable String stored);
  }

  /**
   * The same piece with other addresses. Recipients whose end was seen are forgotten, since there
   * is only a checksum of them.
   *
   * @throws IllegalArgumentException if it can't be read
   */
  public static OpenMessage withAddresses(OpenMessage piece, Change change) {
    byte[] state = piece.state();
    if (state == null) {
      return piece;
    }
    try {
      Unpacker from = new Unpacker(state);
      long messageId = from.number();
      return OpenMessage.of(
          piece.id(),
          messageId == Message.MESSAGE
              ? message(Message.unpacked(piece.id(), from), change)
              : recipient(messageId, Trouble.unpacked(from.bytes()), change));
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a piece that is cut short", e);
    }
  }

  private static byte[] message(Message message, Change change) {
    Facts facts = message.facts();
    String sender = change.envelope(new Envelope(facts.sender(), null, null)).sender();
    message.facts(facts.withAddresses(sender, change.login(facts.login())));
    message.forgetSettled();
    return message.packed();
  }

  private static byte[] recipient(long messageId, Trouble trouble, Change change) {
    Envelope before = new Envelope(null, trouble.recipient(), trouble.original());
    Envelope after = change.envelope(before);
    Trouble changed =
        trouble.withAddresses(
            String.valueOf(after.recipient()),
            after.originalRecipient(),
            change.reply(trouble.response().reply(), before));
    return new Packer().number(messageId).bytes(changed.packed()).packed();
  }
}
