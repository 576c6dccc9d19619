package io.bouncewatch.event;

import org.jspecify.annotations.Nullable;

/**
 * A piece of what is remembered of a message in a queue, opaque to whoever keeps it.
 *
 * <p>In the order of their ids the pieces of a message come after the message itself. Ids are given
 * in ascending order, so that what changes lately lies together.
 */
public final class OpenMessage {

  private final long id;
  private final byte @Nullable [] state;

  private OpenMessage(long id, byte @Nullable [] state) {
    this.id = id;
    this.state = state;
  }

  /** What is to be kept under an id, in place of what was kept there. */
  public static OpenMessage of(long id, byte[] state) {
    return new OpenMessage(id, state);
  }

  /** Nothing is to be kept under the id any more. */
  public static OpenMessage gone(long id) {
    return new OpenMessage(id, null);
  }

  public long id() {
    return id;
  }

  /** Not to be changed; null if it is gone. */
  public byte @Nullable [] state() {
    return state;
  }
}
