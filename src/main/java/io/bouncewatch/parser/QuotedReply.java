package io.bouncewatch.parser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a reply out of the words with which bounce messages, reports and people introduce it:
 * {@code Diagnostic-Code: smtp; 550 …}, {@code Remote host said: 550 …}, {@code Remote Server
 * returned '550 …'}.
 */
final class QuotedReply {

  /** Of those that stand inside of one another; a text that has more was made to have them. */
  private static final int MOST = 4;

  /**
   * One introduction; anchored and bounded, so that a hostile text costs no more than its length.
   */
  private static final Pattern INTRODUCTION =
      Pattern.compile(
          "^(?:"
              // RFC 3464 section 2.3.6, with or without the name of the field
              + "diagnostic-code:"
              + "|(?:smtp|lmtp|x-[a-z]{1,20});"
              // Sendmail's transcript and its summary
              + "|<<<|\\(reason:"
              // Postfix, before the host: <a@b.test>: host …
              + "|<[^<>\\s]{1,320}>:(?= host |\\s+[245]\\d\\d[ -])"
              // a line of Postfix's log without its beginning
              + "|(?:[a-z_]{1,20}=[^,()]{0,200}, {0,2}){0,10}status=[a-z]{1,12} \\("
              // qmail, Gmail, Exchange, and people
              + "|(?:the )?(?:remote |other |recipient.s |destination |mail |smtp |e-?mail )?"
              + "(?:host|server|mta|mail server|system|response|reply|error|answer|diagnostic|message)"
              + "(?: [a-z]{1,12}){0,6}:?(?=:| ?['\"])"
              + ")[:\\s]{0,4}['\"]?\\s{0,4}",
          Pattern.CASE_INSENSITIVE);

  /** What a reply may begin with; else the words are the reply. */
  private static final Pattern REPLY =
      Pattern.compile(
          "^(?:[245]\\d\\d(?:[ -]|$)|[#\\[(]?[245]\\.\\d{1,3}\\.\\d{1,3}(?![.\\d]{0,9}\\d)|host \\S{1,320} )");

  private static final Pattern CLOSING = Pattern.compile("['\"]?\\)?\\s*$");

  private QuotedReply() {}

  /** The reply inside, or the text as it is. */
  static String in(String text) {
    String rest = text;
    for (int i = 0; i < MOST; i++) {
      Matcher introduction = INTRODUCTION.matcher(rest);
      if (!introduction.find()) {
        break;
      }
      boolean closed = rest.startsWith("(") || "('\"".indexOf(last(introduction.group())) >= 0;
      rest = rest.substring(introduction.end());
      if (closed) {
        rest = CLOSING.matcher(rest).replaceFirst("");
      }
      if (REPLY.matcher(rest).find()) {
        return rest;
      }
    }
    return text;
  }

  private static char last(String introduction) {
    String stripped = introduction.strip();
    return stripped.charAt(stripped.length() - 1);
  }
}
