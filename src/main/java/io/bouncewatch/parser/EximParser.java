package io.bouncewatch.parser;

import io.bouncewatch.event.Arrival;
import io.bouncewatch.event.Departure;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.ParsedLine;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Exim's main log: {@code message id, flag, address, fields: text}. Used by one thread. */
final class EximParser {

  static final String ID =
      "[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4})";

  private static final Pattern MESSAGE_ID = Pattern.compile(ID);

  private static final Pattern FLAGGED =
      Pattern.compile("(?<id>" + ID + ") (?:(?<flag><=|=>|->|>>|\\*>|\\*\\*|==) |Completed\\b)");

  /** {@code <= a@b.test}, {@code <= "q\"x"@b.test}, {@code <= <>}. */
  private static final Pattern SENDER =
      Pattern.compile(
          "(?:<>|(?<sender>\"[^\"\\\\]{0,512}+(?:\\\\.[^\"\\\\]{0,512}+){0,256}+\"\\S*|\\S+))(?: |$)",
          Pattern.DOTALL);

  private final EximHeader headers;
  private final EximDelivery delivery;

  EximParser(EximHeader headers, ParserSettings settings) {
    this.headers = headers;
    this.delivery = new EximDelivery(settings);
  }

  static boolean isMessageIdAt(String line, int at) {
    return MESSAGE_ID.matcher(line).region(at, line.length()).lookingAt();
  }

  ParsedLine parse(String line) {
    Header header = headers.read(line);
    if (header == null) {
      return ParsedLine.IGNORED;
    }
    Matcher flagged = FLAGGED.matcher(line).region(header.body(), line.length());
    if (!flagged.lookingAt()) {
      return EximReject.parse(header, line.substring(header.body()));
    }
    Origin origin = new Origin(Mta.EXIM, header.program(), flagged.group("id"));
    String flag = flagged.group("flag");
    if (flag == null) {
      return ParsedLine.of(new Departure(header.time(), origin));
    }
    String rest = line.substring(flagged.end());
    return switch (flag) {
      case "<=" -> arrival(header.time(), origin, rest);
      // -N: the delivery was suppressed, nobody was asked.
      case "*>" -> ParsedLine.IGNORED;
      default -> delivery.parse(header.time(), origin, flag, rest);
    };
  }

  private static ParsedLine arrival(Instant time, Origin origin, String rest) {
    Matcher sender = SENDER.matcher(rest);
    if (!sender.lookingAt()) {
      return ParsedLine.IGNORED;
    }
    String address = sender.group("sender") == null ? "" : sender.group("sender");
    int fields = Math.max(sender.end() - 1, sender.start());
    return ParsedLine.of(
        new Arrival(time, origin, address, EximArrival.submission(rest, fields, address)));
  }
}
