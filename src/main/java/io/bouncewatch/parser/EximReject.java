package io.bouncewatch.parser;

import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.SmtpStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Exim refused from others: {@code H=client [192.0.2.1] F=<a@b> rejected RCPT <c@d>: text}.
 */
final class EximReject {

  private static final Pattern REJECTED =
      Pattern.compile(
          "^(?:(?<id>[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}) )?(?<client>[HU]=.{0,4096}? )??"
              + "(?<early>too many recipients: excess |unqualified recipient |unqualified sender )?"
              + "(?<temporarily>temporarily )?rejected:? (?<what>.*)$",
          Pattern.DOTALL);

  /** A colon after the host begins what it said to us; a client is followed by a space. */
  private static final Pattern ATTEMPT = Pattern.compile("\\](?::-?\\d+)?\\*?: ");

  private EximReject() {}

  static ParsedLine parse(Header header, String body) {
    Matcher rejected = REJECTED.matcher(body);
    if (!rejected.matches() || isAttempt(rejected.group("client"))) {
      return ParsedLine.IGNORED;
    }
    String what = rejected.group("what");
    Origin origin = new Origin(Mta.EXIM, header.program(), rejected.group("id"));
    return ParsedLine.of(
        new Rejection(
            header.time(),
            origin,
            stage(rejected.group("early"), what),
            ReplyText.refusal(text(what), rejected.group("temporarily") != null)));
  }

  private static boolean isAttempt(@Nullable String client) {
    return client != null && ATTEMPT.matcher(client).find();
  }

  /** What follows the command and its address. */
  private static String text(String what) {
    int bracket = what.indexOf(">: ");
    int colon = bracket >= 0 ? bracket + 1 : what.indexOf(": ");
    return colon < 0 ? "" : what.substring(colon + 2);
  }

  private static SmtpStage stage(@Nullable String early, String what) {
    if (early != null) {
      return early.contains("sender") ? SmtpStage.MAIL : SmtpStage.RCPT;
    }
    if (what.startsWith("RCPT")) {
      return SmtpStage.RCPT;
    }
    if (what.startsWith("MAIL") || what.startsWith("from")) {
      return SmtpStage.MAIL;
    }
    if (what.startsWith("EHLO") || what.startsWith("HELO")) {
      return SmtpStage.HELO;
    }
    if (what.startsWith("connection")) {
      return SmtpStage.CONNECT;
    }
    if (what.startsWith("STARTTLS")) {
      return SmtpStage.STARTTLS;
    }
    if (what.startsWith("AUTH")) {
      return SmtpStage.AUTH;
    }
    if (what.startsWith("DATA")) {
      return SmtpStage.DATA;
    }
    return what.startsWith("after DATA")
            || what.startsWith("during")
            || what.startsWith("by local_scan")
        ? SmtpStage.END_OF_DATA
        : SmtpStage.UNKNOWN;
  }
}
