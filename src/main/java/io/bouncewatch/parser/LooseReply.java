package io.bouncewatch.parser;

import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reply as people and reports pass it on: bare, or still in the words that an MTA put round it.
 *
 * @param route the host that gave it, where those words name one
 */
public record LooseReply(Response response, Route route) {

  /** {@code host mx.b.test[192.0.2.1] said: …}; Exim writes a space before the bracket. */
  private static final Pattern POSTFIX_HOST =
      Pattern.compile(
          "^(?:delivery temporarily suspended: |TLS is required, but )?host "
              + "(?<host>[^\\s\\[\\]]{1,255})\\[(?<ip>[^\\]\\s]{1,64})\\](?::\\d{1,5})? ");

  private static final Pattern EXIM_HOST =
      Pattern.compile(
          "(?:^|: )host (?<host>[^\\s\\[\\]]{1,255}) \\[(?<ip>[^\\]\\s]{1,64})\\](?::\\d{1,5})?(?=:| )");

  /** {@code 5.1.1 …}, {@code #5.1.1}, {@code [5.1.1] …}: an enhanced code without a reply code. */
  private static final Pattern STATUS =
      Pattern.compile("^[#\\[(]?(?<status>[245]\\.\\d{1,3}\\.\\d{1,3})(?![.\\d]*\\d)");

  private static final Pattern BEYOND_ASCII = Pattern.compile("\\\\3[0-7]{2}\\\\2[0-7]{2}");

  /**
   * Reads a reply.
   *
   * @param text the reply, or what an MTA made of it
   * @param mtaCode the MTA's own code for it, where one came with it
   */
  public static LooseReply parse(String text, @Nullable String mtaCode) {
    String trimmed = text.strip();
    Matcher postfix = POSTFIX_HOST.matcher(trimmed);
    if (postfix.find()) {
      Response response = PostfixReply.response(Outcome.BOUNCED, trimmed, mtaCode);
      return new LooseReply(response, route(postfix));
    }
    Response exim = EximText.response(trimmed);
    if (exim.stage() != SmtpStage.UNKNOWN) {
      Matcher host = EXIM_HOST.matcher(trimmed);
      return new LooseReply(withMtaCode(exim, mtaCode), host.find() ? route(host) : Route.NONE);
    }
    String quoted = QuotedReply.in(trimmed);
    return quoted.equals(trimmed)
        ? new LooseReply(bare(trimmed, mtaCode), Route.NONE)
        : parse(quoted, mtaCode);
  }

  private static Response bare(String given, @Nullable String mtaCode) {
    // Exim spells bytes beyond ASCII out in its reports too.
    String text = BEYOND_ASCII.matcher(given).find() ? EximText.unescape(given) : given;
    Response response = ReplyText.response(text, mtaCode, SmtpStage.UNKNOWN);
    if (response.replyStatus() != null) {
      return response;
    }
    Matcher status = STATUS.matcher(text);
    if (response.replyCode() != null || !status.find()) {
      return response;
    }
    return new Response(
        text,
        null,
        EnhancedStatusCode.parse(status.group("status")).orElse(null),
        mtaCode,
        SmtpStage.UNKNOWN);
  }

  private static Response withMtaCode(Response response, @Nullable String mtaCode) {
    return new Response(
        response.reply(), response.replyCode(), response.replyStatus(), mtaCode, response.stage());
  }

  private static Route route(Matcher host) {
    return new Route(null, host.group("host"), host.group("ip"));
  }
}
