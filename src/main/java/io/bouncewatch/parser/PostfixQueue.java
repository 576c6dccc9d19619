package io.bouncewatch.parser;

import io.bouncewatch.event.Arrival;
import io.bouncewatch.event.Departure;
import io.bouncewatch.event.Expiration;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Submission;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the queue manager says of a whole message (qmgr(8)). */
final class PostfixQueue {

  private static final String SENDER =
      "^from=<(?<sender>\"[^\"\\\\]{0,512}+(?:\\\\.[^\"\\\\]{0,512}+){0,256}+\"[^<>]{0,512}|.{0,1024}?)>, ";

  /** {@code from=<a@b.test>, size=414, nrcpt=1 (queue active)}. */
  private static final Pattern ACTIVE =
      Pattern.compile(
          SENDER + "size=(?<size>\\d{1,15}), nrcpt=(?<recipients>\\d{1,9}) ", Pattern.DOTALL);

  /** {@code from=<a@b.test>, status=expired, returned to sender}; older ones say less. */
  private static final Pattern EXPIRED =
      Pattern.compile(SENDER + "status=(?:force-)?expired\\b", Pattern.DOTALL);

  private PostfixQueue() {}

  static ParsedLine sender(PostfixParser.Agent agent, Origin origin, String message) {
    Matcher active = ACTIVE.matcher(message);
    if (active.find()) {
      return ParsedLine.of(
          new Arrival(
              agent.time(),
              origin,
              active.group("sender"),
              Submission.queued(
                  Long.parseLong(active.group("size")),
                  Integer.parseInt(active.group("recipients")))));
    }
    Matcher expired = EXPIRED.matcher(message);
    if (expired.find()) {
      return ParsedLine.of(new Expiration(agent.time(), origin, expired.group("sender")));
    }
    return message.contains(">, status=") ? ParsedLine.UNRECOGNISED : ParsedLine.IGNORED;
  }

  static ParsedLine removed(PostfixParser.Agent agent, Origin origin) {
    return ParsedLine.of(new Departure(agent.time(), origin));
  }
}
