package io.bouncewatch.explain;

import io.bouncewatch.dsn.DeliveryReport;
import io.bouncewatch.dsn.RecipientStatus;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Expiration;
import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.LogRecord;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.parser.LogFormat;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.parser.LooseReply;
import io.bouncewatch.parser.ParserSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells what kind of text was given, and reads it. Used by one thread. */
public final class Reading {

  /**
   * A code or two with nothing said: {@code 550}, {@code 5.1.1}, {@code #5.1.1}, {@code 550 5.1.1}.
   */
  private static final Pattern CODES =
      Pattern.compile(
          "[2-5]\\d\\d[ -]?|(?:[2-5]\\d\\d[ -])?\\s*[#\\[(]?[245]\\.\\d{1,3}\\.\\d{1,3}[\\])]?");

  private final LogParser parser = new LogParser(LogFormat.AUTO, ParserSettings.defaults());

  /**
   * Reads one text: a code, a reply, or a line of a log.
   *
   * @return empty if it is a line of a log that tells of no verdict
   */
  public Optional<Incident> text(String text) {
    return parser.parseMessage(text) instanceof ParsedLine.Parsed line
        ? logged(line.content())
        : Optional.of(reply(text));
  }

  /** Reads one code or reply. */
  Incident reply(String text) {
    String trimmed = text.strip();
    LooseReply reply = LooseReply.parse(trimmed, null);
    boolean bare = CODES.matcher(trimmed).matches();
    return Incident.of(
        bare ? Incident.Kind.CODE : Incident.Kind.REPLY, reply.response(), reply.route());
  }

  /**
   * Reads one line of standard input, whatever it holds: {@code OUTCOME<TAB>RELAY<TAB>REPLY}, a
   * code, a reply, or a line of a log with its header.
   */
  public Incident line(String line) {
    String[] fields = line.split("\t", 3);
    if (fields.length == 3) {
      Optional<Outcome> outcome = Outcome.parse(fields[0].strip());
      if (outcome.isPresent()) {
        Incident reply = reply(fields[2]).withOutcome(outcome.get());
        String relay = fields[1].strip();
        return relay.isEmpty() || relay.equals("-") ? reply : reply.withHost(host(relay));
      }
    }
    Optional<Incident> logged =
        parser.parse(LogLine.of(line)) instanceof ParsedLine.Parsed parsed
            ? logged(parsed.content())
            : Optional.empty();
    return logged.orElseGet(() -> reply(line));
  }

  /** A relay as logs have it: {@code mx.b.test[192.0.2.1]:25}. */
  static String host(String relay) {
    int bracket = relay.indexOf('[');
    String host = bracket > 0 ? relay.substring(0, bracket) : relay;
    return host.toLowerCase(Locale.ROOT);
  }

  /** What a bounce message says of each recipient. */
  public static List<Incident> message(DeliveryReport report) {
    return report.recipients().stream().map(Reading::recipient).toList();
  }

  private static Incident recipient(RecipientStatus status) {
    String mtaCode =
        Optional.ofNullable(status.status()).map(EnhancedStatusCode::toString).orElse(null);
    LooseReply reply = LooseReply.parse(status.reply(), mtaCode);
    String host = status.remoteHost();
    return new Incident(
        Incident.Kind.BOUNCE_MESSAGE,
        status.outcome(),
        new Envelope(null, status.recipient(), status.originalRecipient()),
        host == null ? reply.route() : new Route(null, host, reply.route().ip()),
        reply.response());
  }

  private static Optional<Incident> logged(LogRecord content) {
    if (content instanceof Attempt attempt) {
      return Optional.of(Incident.of(attempt));
    }
    if (content instanceof Expiration expiration) {
      return Optional.of(
          new Incident(
              Incident.Kind.LOG_LINE,
              Outcome.EXPIRED,
              new Envelope(expiration.sender(), null, null),
              Route.NONE,
              Response.NONE));
    }
    if (content instanceof Rejection rejection) {
      Response response = new Response("", null, rejection.code(), null, rejection.stage());
      return Optional.of(Incident.of(Incident.Kind.REJECTION, response, Route.NONE));
    }
    return Optional.empty();
  }
}
