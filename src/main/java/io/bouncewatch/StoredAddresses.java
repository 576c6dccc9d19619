package io.bouncewatch;

import io.bouncewatch.correlation.StoredPiece;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Recipients;
import io.bouncewatch.ledger.AddressForm;
import io.bouncewatch.privacy.Privacy;
import org.jspecify.annotations.Nullable;

/** Lets the store bring what it holds into the form that privacy asks for. */
record StoredAddresses(Privacy privacy) implements AddressForm {

  @Override
  public Recipients kept() {
    return privacy.kept();
  }

  @Override
  public String keyId() {
    return privacy.keyId();
  }

  @Override
  public Envelope envelope(Envelope stored) {
    return privacy.envelope(stored);
  }

  @Override
  public String reply(String stored, Envelope of) {
    return privacy.reply(stored, of);
  }

  @Override
  public int checksum(int stored) {
    return privacy.checksum(stored);
  }

  @Override
  public @Nullable String login(@Nullable String stored) {
    return privacy.login(stored);
  }

  @Override
  public OpenMessage openMessage(OpenMessage stored) {
    try {
      return StoredPiece.withAddresses(
          stored,
          new StoredPiece.Change() {
            @Override
            public Envelope envelope(Envelope envelope) {
              return privacy.joinable(envelope);
            }

            @Override
            public String reply(String reply, Envelope of) {
              return privacy.reply(reply, of);
            }

            @Override
            public @Nullable String login(@Nullable String login) {
              return privacy.joinable(login);
            }
          });
    } catch (IllegalArgumentException unreadable) {
      return OpenMessage.gone(stored.id());
    }
  }

  @Override
  public @Nullable String address(String stored) {
    return privacy.address(stored);
  }
}
