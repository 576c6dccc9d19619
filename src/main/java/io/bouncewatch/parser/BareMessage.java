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

  private static final Pattern EXIM = Pattern.compile(EximParser.ID + " ");

  /** How a refusal of others begins, which names no message. */
  private static final Pattern EXIM_REFUSAL =
      Pattern.compile(
          "H=|(?:temporarily )?rejected (?:[A-Z]{4}|connection |after |from |during |by )"
              + "|too many recipients: excess |unqualified (?:sender|recipient) ");

  /** Exim never leaves out the client's address, and other programs hardly write it like this. */
  private static final Pattern CLIENT = Pattern.compile("[ =]\\[[0-9A-Fa-f.:]{2,45}\\]");

  private BareMessage() {}

  /** The text itself if it has a header, or is nothing an MTA says. */
  static String withHeader(String text) {
    if (POSTFIX.matcher(text).lookingAt()) {
      return "postfix[0]: " + text;
    }
    return isExim(text) ? EximHeader.FILE_SERVICE + "[0]: " + text : text;
  }

  private static boolean isExim(String text) {
    if (EXIM.matcher(text).lookingAt()) {
      return true;
    }
    return EXIM_REFUSAL.matcher(text).lookingAt() && CLIENT.matcher(text).find();
  }
}
