package io.bouncewatch.parser;

import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.SmtpStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the remote side's reply out of the words that Postfix's smtp(8) and lmtp(8) put round it.
 */
final class PostfixReply {

  /**
   * {@code host mx[192.0.2.1] said: 550 … (in reply to RCPT TO command)}. Anchored at both ends: a
   * reply may itself hold every one of these words.
   */
  private static final Pattern SAID =
      Pattern.compile(
          "^(?:delivery temporarily suspended: )?host \\S+?\\[[^\\]\\s]*\\](?::\\d+)? "
              + "(?:(?<said>said)|refused to talk to me): (?<reply>.*)$",
          Pattern.DOTALL);

  /** {@code TLS is required, but host mx[192.0.2.1] refused to start TLS: 454 …}. */
  private static final Pattern NO_TLS =
      Pattern.compile(
          "^(?:delivery temporarily suspended: )?TLS is required, but host \\S+?\\[[^\\]\\s]*\\](?::\\d+)? "
              + "refused to start TLS: (?<reply>.*)$",
          Pattern.DOTALL);

  private static final Pattern IN_REPLY_TO =
      Pattern.compile(" \\(in reply to (?<command>[A-Za-z ]{1,40}) command\\)$");

  /** {@code lost connection with mx[192.0.2.1] while sending RCPT TO}. */
  private static final Pattern WHILE =
      Pattern.compile(
          "^(?:delivery temporarily suspended: )?(?:lost connection with|conversation with) \\S+ "
              + "(?:timed out )?while (?<doing>[a-zA-Z ]{1,80})");

  private PostfixReply() {}

  static Response response(Outcome outcome, String text, @Nullable String dsn) {
    Matcher said = SAID.matcher(text);
    if (said.matches()) {
      String reply = said.group("reply");
      Matcher command = IN_REPLY_TO.matcher(reply);
      if (command.find()) {
        SmtpStage stage = stage(command.group("command"));
        return ReplyText.response(reply.substring(0, command.start()), dsn, stage);
      }
      SmtpStage stage = said.group("said") == null ? SmtpStage.CONNECT : SmtpStage.UNKNOWN;
      return ReplyText.response(reply, dsn, stage);
    }
    Matcher noTls = NO_TLS.matcher(text);
    if (noTls.matches()) {
      return ReplyText.response(noTls.group("reply"), dsn, SmtpStage.STARTTLS);
    }
    if (!outcome.isFailure() && outcome != Outcome.SUSPENDED) {
      return ReplyText.response(text, dsn, SmtpStage.UNKNOWN);
    }
    Matcher doing = WHILE.matcher(text);
    SmtpStage stage = doing.find() ? stage(doing.group("doing")) : SmtpStage.UNKNOWN;
    return new Response(text, null, null, dsn, stage);
  }

  private static SmtpStage stage(String words) {
    if (words.contains("RCPT TO")) {
      return SmtpStage.RCPT;
    }
    if (words.contains("MAIL FROM")) {
      return SmtpStage.MAIL;
    }
    if (words.contains("end of ")) {
      return SmtpStage.END_OF_DATA;
    }
    if (words.contains("DATA") || words.contains("message body")) {
      return SmtpStage.DATA;
    }
    if (words.contains("STARTTLS")) {
      return SmtpStage.STARTTLS;
    }
    if (words.contains("HLO") || words.contains("HELO")) {
      return SmtpStage.HELO;
    }
    if (words.contains("AUTH")) {
      return SmtpStage.AUTH;
    }
    return words.contains("greeting") ? SmtpStage.CONNECT : SmtpStage.UNKNOWN;
  }
}
