package io.bouncewatch.event;

import org.jspecify.annotations.Nullable;

/**
 * How a message came in, as far as one line tells.
 *
 * @param begins whether such a line is written once, before any other of its message: what was
 *     known under the same queue id is another message's then
 * @param client who handed it over, as {@code name[address]}
 * @param login the name under which that client, or a local user, is known to the server
 * @param size in bytes
 * @param recipients how many it has
 * @param noticeOf queue id of the message about which this one tells its sender
 */
public record Submission(
    boolean begins,
    @Nullable String client,
    @Nullable String login,
    @Nullable Long size,
    @Nullable Integer recipients,
    @Nullable String noticeOf) {

  /** Nothing is told. */
  public static final Submission NONE = new Submission(false, null, null, null, null, null);

  /** A line that begins a message, and may name the client. */
  public static Submission begun(@Nullable String client, @Nullable String login) {
    return new Submission(true, client, login, null, null, null);
  }

  /** A message in the queue. */
  public static Submission queued(@Nullable Long size, @Nullable Integer recipients) {
    return new Submission(false, null, null, size, recipients, null);
  }

  /** The same under another login. */
  public Submission withLogin(@Nullable String other) {
    return new Submission(begins, client, other, size, recipients, noticeOf);
  }
}
