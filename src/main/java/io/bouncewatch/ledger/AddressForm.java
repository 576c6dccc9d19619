package io.bouncewatch.ledger;

import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.OpenMessage;
import io.bouncewatch.event.Recipients;
import org.jspecify.annotations.Nullable;

/**
 * How addresses look that are committed, and how those get the same form that were committed in
 * another. What has the form already stays as it is.
 */
public interface AddressForm {

  Recipients kept();

  /** Tells apart the keys that hashes were made with; empty where there is none. */
  String keyId();

  Envelope envelope(Envelope stored);

  /**
   * A reply without the addresses in it.
   *
   * @param of the envelope that is stored with it, in its old form
   */
  String reply(String stored, Envelope of);

  /** A checksum that helps nobody to guess an address in its line. */
  int checksum(int stored);

  /** The login of an event; null if it is not to be kept. */
  @Nullable String login(@Nullable String stored);

  /** A piece of an open message; gone if it can't be read. */
  OpenMessage openMessage(OpenMessage stored);

  /** An address of the suppression list; null if it can't be listed in this form. */
  @Nullable String address(String stored);
}
