package io.bouncewatch.correlation;

import io.bouncewatch.event.Submission;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a message say of all of it.
 *
 * @param arrival when it was first heard of; null if nothing was said of all of it
 * @param begun whether that was its beginning
 * @param sender empty for a notification
 */
record Facts(
    @Nullable Instant arrival,
    boolean begun,
    @Nullable String sender,
    @Nullable String client,
    @Nullable String login,
    @Nullable Long size,
    @Nullable Integer recipients,
    @Nullable String noticeOf) {

  static final Facts NONE = new Facts(null, false, null, null, null, null, null, null);

  /** Longer texts are cut: they are kept for every message. */
  private static final int LONGEST = 1_100;

  Facts {
    sender = cut(sender);
    client = cut(client);
    login = cut(login);
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  /** These facts, and what another line says. */
  Facts with(Instant time, @Nullable String newSender, Submission told) {
    return new Facts(
        arrival == null ? time : arrival,
        begun || told.begins(),
        newSender == null ? sender : newSender,
        told.client() == null ? client : told.client(),
        told.login() == null ? login : told.login(),
        told.size() == null ? size : told.size(),
        told.recipients() == null ? recipients : told.recipients(),
        told.noticeOf() == null ? noticeOf : told.noticeOf());
  }

  Facts withAddresses(@Nullable String otherSender, @Nullable String otherLogin) {
    return new Facts(arrival, begun, otherSender, client, otherLogin, size, recipients, noticeOf);
  }

  Facts withSender(String known) {
    return new Facts(arrival, begun, known, client, login, size, recipients, noticeOf);
  }

  Facts withNoticeOf(Instant time, String original) {
    return new Facts(
        arrival == null ? time : arrival, true, sender, client, login, size, recipients, original);
  }

  /** These facts of a message that came from another queue of this host. */
  Facts handedOnFrom(Facts before) {
    boolean known = before.client != null || before.login != null;
    return new Facts(
        arrival,
        begun,
        sender,
        known ? before.client : client,
        known ? before.login : login,
        size,
        recipients,
        before.noticeOf == null ? noticeOf : before.noticeOf);
  }

  /** Whether this can't be the message that a line tells the sender and the size of. */
  boolean contradicts(@Nullable String otherSender, @Nullable Long otherSize) {
    return (sender != null && otherSender != null && !sender.equals(otherSender))
        || (size != null && otherSize != null && !size.equals(otherSize));
  }

  byte[] packed() {
    Long millis = arrival == null ? null : Long.valueOf(arrival.toEpochMilli());
    Long count = recipients == null ? null : Long.valueOf(recipients);
    return new Packer()
        .number(millis)
        .number(begun ? 1 : 0)
        .text(sender)
        .text(client)
        .text(login)
        .number(size)
        .number(count)
        .text(noticeOf)
        .packed();
  }

  static Facts unpacked(byte[] bytes) {
    Unpacker from = new Unpacker(bytes);
    Long millis = from.optional();
    boolean begun = from.number() == 1;
    String sender = from.text();
    String client = from.text();
    String login = from.text();
    Long size = from.optional();
    Long count = from.optional();
    return new Facts(
        millis == null ? null : Instant.ofEpochMilli(millis),
        begun,
        sender,
        client,
        login,
        size,
        count == null ? null : Integer.valueOf(count.intValue()),
        from.text());
  }
}
