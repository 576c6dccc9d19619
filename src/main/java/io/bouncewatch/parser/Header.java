package io.bouncewatch.parser;

import java.time.Instant;

/**
 * What stands before a message in a log.
 *
 * @param program who wrote the line, as syslog names it ({@code postfix/smtp}, {@code exim})
 * @param body index of the message's first character in the line
 */
record Header(Instant time, String program, int body) {}
