package io.bouncewatch.event;

import java.time.Instant;

/**
 * The server wrote a notification about a message (RFC 3464), as a message of its own.
 *
 * @param origin who wrote the line, and about which message
 * @param noticeId queue id of the notification
 */
public record Notice(Instant time, Origin origin, String noticeId) implements LogRecord {}
