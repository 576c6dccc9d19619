package io.bouncewatch.event;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a line, and about which message.
 *
 * @param service the instance of the MTA: Postfix {@code syslog_name}, Exim's process name
 * @param queueId Postfix queue id or Exim message id; absent where nothing was queued
 */
public record Origin(Mta mta, String service, @Nullable String queueId) {}
