package io.bouncewatch.parser;

import io.bouncewatch.event.Arrival;
import io.bouncewatch.event.Notice;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Submission;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a message gets into the queue: smtpd(8), pickup(8), bounce(8). */
final class PostfixIntake {

  static final String NOTIFICATION = " notification: ";

  /** {@code client=mail.b.test[192.0.2.1], sasl_method=PLAIN, sasl_username=joe}. */
  private static final Pattern CLIENT =
      Pattern.compile(
          "^client=(?<client>[^\\s,\\[]{1,255}\\[[^\\]\\s]{1,64}\\])(?::\\d{1,5})?(?=,|$)");

  private static final String LOGIN = ", sasl_username=";

  /** What may stand behind the login, which may hold anything. */
  private static final Pattern BEHIND_LOGIN = Pattern.compile(", (?:sasl_sender|orig_[a-z_]+)=");

  private static final int LONGEST_LOGIN = 256;

  /** {@code sender non-delivery notification: 4jWyQ11t5yzv}; also delay, success, postmaster. */
  private static final Pattern NOTICE =
      Pattern.compile(
          "^(?:sender|postmaster) (?:non-delivery|delay|delivery status) notification: "
              + "(?<id>[0-9A-Za-z]{5,25})$");

  private PostfixIntake() {}

  /** A message begins, handed over by a client or by a local program. */
  static ParsedLine parse(PostfixParser.Agent agent, Origin origin, String message) {
    Matcher client = CLIENT.matcher(message);
    Submission submission =
        client.find()
            ? Submission.begun(client.group("client"), login(message))
            : Submission.begun(null, null);
    return ParsedLine.of(new Arrival(agent.time(), origin, null, submission));
  }

  private static @Nullable String login(String message) {
    int start = message.indexOf(LOGIN);
    if (start < 0) {
      return null;
    }
    Matcher behind = BEHIND_LOGIN.matcher(message);
    int end = behind.find(start + LOGIN.length()) ? behind.start() : message.length();
    return message.substring(
        start + LOGIN.length(), Math.min(end, start + LOGIN.length() + LONGEST_LOGIN));
  }

  static ParsedLine notice(PostfixParser.Agent agent, Origin origin, String message) {
    Matcher notice = NOTICE.matcher(message);
    return notice.find()
        ? ParsedLine.of(new Notice(agent.time(), origin, notice.group("id")))
        : ParsedLine.IGNORED;
  }
}
