package io.bouncewatch.parser;

import java.util.regex.Pattern;

/**
 * What an MTA says without a header before it, as an application that takes syslog apart passes it
 * on: such a message gets a header, so that the same parsers read it.
 */
final class BareMessage {

  /**
   * Queue ids are upper-case hexadecimal, long ones have digits (postconf(5),
   * enable_long_queue_ids): an application's own {@code Warning: reject: …} has neither.
   */
  private static final Pattern POSTFIX =
      Pattern.compile(
          "(?:NOQUEUE|[0-9A-F]{5,25}|(?=[A-Za-z]{0,24}\\d)[0-9A-Za-z]{5,25}): "
              + "(?:to=<|from=<|(?:milter-|proxy-)?reject: )");

  /** A message id, or the client of a refusal. */
  private static final Pattern EXIM =
      Pattern.compile(EximParser.ID + " |H=[^\\n]{0,1024}?\\[[^\\]\\n]{1,64}\\] ");

  private BareMessage() {}

  /** The text itself if it has a header, or is nothing an MTA says. */
  static String withHeader(String text) {
    if (POSTFIX.matcher(text).lookingAt()) {
      return "postfix[0]: " + text;
    }
    return EXIM.matcher(text).lookingAt() ? EximHeader.FILE_SERVICE + "[0]: " + text : text;
  }
}
