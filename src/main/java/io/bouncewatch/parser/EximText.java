package io.bouncewatch.parser;

import io.bouncewatch.event.Response;
import io.bouncewatch.event.SmtpStage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the remote side's reply out of the words that Exim's smtp transport puts round it. */
final class EximText {

  private static final String ADDRESS =
      "<(?:\"[^\"\\\\]{0,512}+(?:\\\\.[^\"\\\\]{0,512}+){0,256}+\")?[^>]{0,512}>";

  /**
   * {@code SMTP error from remote mail server after RCPT TO:<a@b.test>: 550 …}; before 4.87 the
   * host stood here too. Anchored at the beginning: a reply may hold all of these words.
   */
  private static final Pattern ERROR =
      Pattern.compile(
          "^(?:(?:SMTP|LMTP) error (?:from remote mail(?: server|er) )?after |"
              + "(?:Malformed SMTP reply|Remote host closed connection) in response to |"
              + "SMTP timeout after )(?:pipelined |sending )?(?<command>"
              + "(?:RCPT TO|MAIL FROM):"
              + ADDRESS
              + "(?: [A-Z0-9]+(?:=[^\\s:]*)?)*|[A-Za-z][^:]{0,300})"
              + "(?:: (?:host \\S+ \\[[^\\]\\s]+\\](?::\\d+)?: )?(?<reply>.*))?$",
          Pattern.DOTALL);

  /** {@code Remote host closed connection in response to HELO x (EHLO response was: 421 …)}. */
  private static final Pattern EHLO_RESPONSE =
      Pattern.compile(
          "^Remote host closed connection in response to HELO \\S+ \\(EHLO response was: (?<reply>.*)\\)$",
          Pattern.DOTALL);

  private EximText() {}

  static Response response(String text) {
    Matcher ehlo = EHLO_RESPONSE.matcher(text);
    if (ehlo.matches()) {
      return ReplyText.response(unescape(ehlo.group("reply")), null, SmtpStage.HELO);
    }
    Matcher error = ERROR.matcher(text);
    if (!error.matches()) {
      return new Response(unescape(text), null, null, null, SmtpStage.UNKNOWN);
    }
    SmtpStage stage = stage(error.group("command"));
    String reply = error.group("reply");
    return reply == null || text.startsWith("Malformed")
        ? new Response(unescape(text), null, null, null, stage)
        : ReplyText.response(unescape(reply), null, stage);
  }

  private static SmtpStage stage(String command) {
    if (command.startsWith("RCPT TO")) {
      return SmtpStage.RCPT;
    }
    if (command.startsWith("MAIL FROM")) {
      return SmtpStage.MAIL;
    }
    if (command.startsWith("end of data") || command.startsWith("message")) {
      return SmtpStage.END_OF_DATA;
    }
    if (command.startsWith("DATA") || command.startsWith("data block")) {
      return SmtpStage.DATA;
    }
    if (command.startsWith("EHLO") || command.startsWith("HELO") || command.startsWith("LHLO")) {
      return SmtpStage.HELO;
    }
    if (command.startsWith("STARTTLS")) {
      return SmtpStage.STARTTLS;
    }
    if (command.startsWith("AUTH")) {
      return SmtpStage.AUTH;
    }
    return command.startsWith("initial connection") ? SmtpStage.CONNECT : SmtpStage.UNKNOWN;
  }

  /**
   * Undoes what Exim does to text before it logs it: {@code \n} for a line end, {@code \\}, and
   * three octal digits for each byte beyond ASCII. Control characters stay spelled out.
   */
  static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\\' || i + 1 == bytes.length) {
        out.write(bytes[i]);
      } else if (isBeyondAscii(bytes, i + 1)) {
        out.write((bytes[i + 1] - '0') << 6 | (bytes[i + 2] - '0') << 3 | (bytes[i + 3] - '0'));
        i += 3;
      } else {
        switch (bytes[++i]) {
          case 'n' -> out.write('\n');
          case 't' -> out.write('\t');
          case 'r' -> out.write('\r');
          case '\\' -> out.write('\\');
          default -> {
            out.write('\\');
            out.write(bytes[i]);
          }
        }
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static boolean isBeyondAscii(byte[] bytes, int at) {
    if (at + 3 > bytes.length || bytes[at] < '2' || bytes[at] > '3') {
      return false;
    }
    for (int i = at; i < at + 3; i++) {
      if (bytes[i] < '0' || bytes[i] > '7') {
        return false;
      }
    }
    return true;
  }
}
