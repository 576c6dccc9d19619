package io.bouncewatch.parser;

import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.SmtpStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the codes at the head of an SMTP reply (RFC 5321 section 4.2, RFC 2034 section 4). */
final class ReplyText {

  /**
   * {@code 550 5.1.1 …}, {@code 550-5.1.1 …}, {@code 550 #5.1.0 …}, {@code 550 [5.1.1] …}. An
   * enhanced code may touch what follows it, but {@code 5.1.1.2} is an address.
   */
  private static final Pattern CODES =
      Pattern.compile(
          "^(?<reply>[2-5]\\d\\d)(?:[ -] *[#\\[]?(?<status>[245]\\.\\d{1,3}\\.\\d{1,3})(?!\\.?\\d)|(?![0-9A-Za-z]))");

  /** {@code 5.7.1 text}, as access lists and milters give it. */
  private static final Pattern STATUS =
      Pattern.compile("^[#\\[]?(?<status>[245]\\.\\d{1,3}\\.\\d{1,3})(?!\\.?\\d)");

  private ReplyText() {}

  /** The response that a remote reply makes; without codes if the text is no SMTP reply. */
  static Response response(String reply, @Nullable String mtaCode, SmtpStage stage) {
    Matcher codes = CODES.matcher(reply);
    if (!codes.find()) {
      return new Response(reply, null, null, mtaCode, stage);
    }
    String status = codes.group("status");
    return new Response(
        reply,
        Integer.valueOf(codes.group("reply")),
        status == null ? null : EnhancedStatusCode.parse(status).orElse(null),
        mtaCode,
        stage);
  }

  /** The code of a refusal this server gave: its enhanced code under the class it refused with. */
  static EnhancedStatusCode refusal(String text, boolean temporary) {
    Response response = response(text, null, SmtpStage.UNKNOWN);
    EnhancedStatusCode status = response.replyStatus();
    if (status == null) {
      Matcher bare = STATUS.matcher(text);
      status = bare.find() ? EnhancedStatusCode.parse(bare.group("status")).orElse(null) : null;
    }
    Integer reply = response.replyCode();
    boolean soft =
        temporary
            || (reply != null && reply / 100 == 4)
            || (reply == null && status != null && status.statusClass() == 4);
    int statusClass = soft ? 4 : 5;
    return status == null
        ? new EnhancedStatusCode(statusClass, 0, 0)
        : status.withClass(statusClass);
  }
}
