package io.bouncewatch.parser;

import io.bouncewatch.event.Origin;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.SmtpStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Postfix refused from others: smtpd(8), postscreen(8), cleanup(8). */
final class PostfixReject {

  /** {@code reject: RCPT from client[192.0.2.1]: 550 5.1.1 …}; milters and proxies likewise. */
  private static final Pattern DIALOGUE =
      Pattern.compile(
          "^(?:milter-|proxy-)?reject: (?<stage>[A-Z][A-Z/-]*)(?: from [^ ]+?)?: (?<reply>.*)$",
          Pattern.DOTALL);

  /**
   * {@code reject: header Subject: … from client[…]; from=<…> to=<…> proto=ESMTP helo=<…>: 5.7.1
   * …}: the text comes last, because the header may hold anything.
   */
  private static final Pattern CONTENT =
      Pattern.compile(
          "^reject: (?:(?:mime-|nested-)?header|body) .*[ >](?:proto=\\S+|helo=<[^>]*>|from=<[^>]*>|to=<[^>]*>|;)?: (?<reply>.*)$",
          Pattern.DOTALL);

  private PostfixReject() {}

  static ParsedLine parse(PostfixParser.Agent agent, Origin origin, String message) {
    Matcher dialogue = DIALOGUE.matcher(message);
    if (dialogue.matches()) {
      return rejection(agent, origin, stage(dialogue.group("stage")), dialogue.group("reply"));
    }
    Matcher content = CONTENT.matcher(message);
    if (content.matches()) {
      return rejection(agent, origin, SmtpStage.END_OF_DATA, content.group("reply"));
    }
    return message.startsWith("reject: ") || message.startsWith("milter-reject: ")
        ? ParsedLine.UNRECOGNISED
        : ParsedLine.IGNORED;
  }

  private static ParsedLine rejection(
      PostfixParser.Agent agent, Origin origin, SmtpStage stage, String reply) {
    return ParsedLine.of(
        new Rejection(agent.time(), origin, stage, ReplyText.refusal(reply, false)));
  }

  private static SmtpStage stage(String command) {
    return switch (command) {
      case "CONNECT" -> SmtpStage.CONNECT;
      case "EHLO", "HELO", "LHLO" -> SmtpStage.HELO;
      case "STARTTLS" -> SmtpStage.STARTTLS;
      case "AUTH" -> SmtpStage.AUTH;
      case "MAIL" -> SmtpStage.MAIL;
      case "RCPT" -> SmtpStage.RCPT;
      case "DATA", "BDAT" -> SmtpStage.DATA;
      case "END-OF-MESSAGE", "EOM" -> SmtpStage.END_OF_DATA;
      default -> SmtpStage.UNKNOWN;
    };
  }
}
