package io.bouncewatch.event;

/**
 * What many replies have in common once everything that belongs to one message, person or host is
 * taken out of them.
 *
 * @param text one line in lower case; {@code ~} stands for addresses, links and hosts, {@code
 *     <ip>}, {@code <n>}, {@code <id>} and {@code <path>} for what changes from reply to reply
 * @param replyCode as in RFC 5321 section 4.2; 0 for the mail server's own words
 * @param code what the attempts are counted under, such as {@code 5.7.1}
 */
public record ReplyTemplate(String text, int replyCode, String code) {}
