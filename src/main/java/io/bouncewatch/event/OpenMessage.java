package io.bouncewatch.event;

import org.jspecify.annotations.Nullable;

/**
 * A piece of what is remembered of a message in a queue, opaque to whoever keeps it.
 *
 * <p>In the order of their keys the pieces of a message come after the message itself.
 */
public final class OpenMessage {

  private final String key;
  private final byte @Nullable [] state;

  private OpenMessage(String key, byte @Nullable [] state) {
    this.key = key;
    this.state = state;
  }

  /** What is to be kept under a key, in place of what was kept there. */
  public static OpenMessage of(String key, byte[] state) {
    return new OpenMessage(key, state);
  }

  /** Nothing is to be kept under the key any more. */
  public static OpenMessage gone(String key) {
    return new OpenMessage(key, null);
  }

  public String key() {
    return key;
  }

  /** Not to be changed; null if it is gone. */
  public byte @Nullable [] state() {
    return state;
  }
}
