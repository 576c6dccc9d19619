package io.bouncewatch.parser;

import java.time.Instant;

/**
 * What stands before a message in a log.
 *
 * @param program who wrote the line, as syslog names it ({@code postfix/smtp}, {@code exim})
 * @param zoned whether the time named its zone
 * @param body index of the message's first character in the line
 */
record Header(Instant time, String program, boolean zoned, int body) {}
