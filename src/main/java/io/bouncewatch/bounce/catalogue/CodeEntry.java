package io.bouncewatch.bounce.catalogue;

import io.bouncewatch.event.EnhancedStatusCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an enhanced status code means (RFC 3463).
 *
 * @param readings absent where all agree on the meaning
 */
public record CodeEntry(EnhancedStatusCode code, Texts texts, @Nullable Readings readings) {

  /**
   * Two meanings that are both about.
   *
   * @param guide as guides to bounce codes for senders read it
   * @param registry as the IANA registry of enhanced status codes has it
   */
  public record Readings(String guide, String registry) {}

  /** Both meanings, where they differ. */
  public Optional<Readings> differing() {
    return Optional.ofNullable(readings);
  }
}
