package io.bouncewatch.event;

import org.jspecify.annotations.Nullable;

/**
 * What other lines say of an attempt's message.
 *
 * @param incomplete whether its beginning was never seen: sender and earlier attempts may be
 *     missing
 * @param noticeOf queue id of the message about which this one tells its sender
 * @param client who handed it over, as {@code name[address]}
 * @param login the name under which that client, or a local user, is known to the server
 * @param size in bytes
 * @param recipients how many it has
 * @param attempts how many were made at the recipient so far, this one included; 0 if not known
 */
public record MessageFacts(
    boolean incomplete,
    @Nullable String noticeOf,
    @Nullable String client,
    @Nullable String login,
    @Nullable Long size,
    @Nullable Integer recipients,
    int attempts) {

  /** Nothing is known, and nothing was looked for. */
  public static final MessageFacts NONE = new MessageFacts(false, null, null, null, null, null, 0);

  /** The same under another login. */
  public MessageFacts withLogin(@Nullable String other) {
    return new MessageFacts(incomplete, noticeOf, client, other, size, recipients, attempts);
  }
}
