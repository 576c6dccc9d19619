package io.bouncewatch.ledger;

import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.Position;
import java.util.Locale;

/**
 * An event as the store has it.
 *
 * @param id its place in the order of commits; grows, never used again
 * @param ordinal counts the events that came of one line, from 0
 */
public record StoredEvent(long id, int ordinal, DeliveryEvent event) {

  /**
   * Names this event alone, and the same one again if its line is ever read anew, from a renamed or
   * compressed file too: source, offset, checksum of the line, ordinal.
   */
  public String key() {
    Position position = event.position();
    return String.format(
        Locale.ROOT,
        "%s/%d/%08x/%d",
        position.source(),
        position.offset(),
        position.checksum(),
        ordinal);
  }
}
