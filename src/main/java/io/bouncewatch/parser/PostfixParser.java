package io.bouncewatch.parser;

import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.ParsedLine;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Postfix: {@code program[pid]: queue id: what happened}. Used by one thread. */
final class PostfixParser {

  /** Short ids are hexadecimal; long ids use most of the alphabet (postconf(5)). */
  private static final Pattern QUEUE_ID = Pattern.compile("[0-9A-Za-z]{5,25}");

  private static final String NO_QUEUE = "NOQUEUE";

  private final SyslogHeader headers;
  private final PostfixDelivery delivery;

  PostfixParser(SyslogHeader headers, ParserSettings settings) {
    this.headers = headers;
    this.delivery = new PostfixDelivery(settings);
  }

  ParsedLine parse(String line) {
    Header header = headers.read(line);
    if (header == null) {
      return looksLikeVerdict(line) ? ParsedLine.UNRECOGNISED : ParsedLine.IGNORED;
    }
    int separator = line.indexOf(": ", header.body());
    if (separator < 0) {
      return ParsedLine.IGNORED;
    }
    String queueId = line.substring(header.body(), separator);
    if (!QUEUE_ID.matcher(queueId).matches()) {
      return ParsedLine.IGNORED;
    }
    return said(Agent.of(header), queueId, line.substring(separator + 2));
  }

  private ParsedLine said(Agent agent, String queueId, String message) {
    boolean queued = !queueId.equals(NO_QUEUE);
    Origin origin = new Origin(Mta.POSTFIX, agent.service(), queued ? queueId : null);
    if (queued && message.startsWith("to=<")) {
      return delivery.parse(agent, origin, message);
    }
    if (queued && message.startsWith("from=<")) {
      return PostfixQueue.sender(agent, origin, message);
    }
    if (queued && message.equals("removed")) {
      return PostfixQueue.removed(agent, origin);
    }
    if (queued && (message.startsWith("client=") || message.startsWith("uid="))) {
      return PostfixIntake.parse(agent, origin, message);
    }
    if (queued && message.contains(PostfixIntake.NOTIFICATION)) {
      return PostfixIntake.notice(agent, origin, message);
    }
    return PostfixReject.parse(agent, origin, message);
  }

  /** Without a header that can be read, only the words at the usual place tell a verdict. */
  private static boolean looksLikeVerdict(String line) {
    int separator = -1;
    for (int i = 0; i < PostfixGate.MOST_SEPARATORS; i++) {
      separator = line.indexOf(": ", separator + 1);
      if (separator < 0) {
        return false;
      }
      if (line.startsWith("to=<", separator + 2)) {
        return line.indexOf(" status=", separator) > 0;
      }
    }
    return false;
  }

  /**
   * The program that speaks.
   *
   * @param service {@code syslog_name}: all before the last slash of the tag
   * @param daemon the delivery agent; null where the logger's template dropped it
   */
  record Agent(Instant time, String service, @Nullable String daemon) {

    static Agent of(Header header) {
      String program = header.program();
      int slash = program.lastIndexOf('/');
      return slash <= 0
          ? new Agent(header.time(), program, null)
          : new Agent(header.time(), program.substring(0, slash), program.substring(slash + 1));
    }
  }
}
