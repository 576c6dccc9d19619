package io.bouncewatch.parser;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery agent says of one recipient (smtp(8), local(8), pipe(8), error(8), …):
 *
 * <pre>to=&lt;a@b.test&gt;, relay=mx.b.test[192.0.2.1]:25, delay=0.1, delays=0/0/0/0, dsn=5.1.1,
 * status=bounced (host mx.b.test[192.0.2.1] said: 550 5.1.1 … (in reply to RCPT TO command))</pre>
 */
final class PostfixDelivery {

  /**
   * An address: quoted, so that it may hold {@code > status=sent <}, or the shortest text that what
   * must follow allows. Bounded, because the text is a stranger's.
   */
  private static String address(String name) {
    return "<(?<"
        + name
        + ">\"[^\"\\\\]{0,512}+(?:\\\\.[^\"\\\\]{0,512}+){0,256}+\"[^<>]{0,512}|.{0,1024}?)>";
  }

  private static final Pattern LINE =
      Pattern.compile(
          "^to="
              + address("recipient")
              + "(?:, orig_to="
              + address("original")
              + ")?, relay=(?<relay>[^,\\s]+), (?:conn_use=\\d+, )?delay=(?<delay>\\d+(?:\\.\\d+)?)"
              + "(?:, delays=[\\d./-]+)?(?:, dsn=(?<dsn>\\d\\.\\d+\\.\\d+))?"
              + ", status=(?<status>[A-Za-z-]+)(?: \\((?<text>.*))?$",
          Pattern.DOTALL);

  /** {@code mx.b.test[192.0.2.1]:25}, {@code mail[private/lmtp]}; else a bare name. */
  private static final Pattern RELAY =
      Pattern.compile("^(?<host>[^\\[]*|\\[[^\\]]*\\])\\[(?<ip>[^\\]]*)\\](?::\\d+)?$");

  /** The queue manager put the mail off, by itself or because of defer_transports: nobody tried. */
  private static final List<String> SUSPENDED =
      List.of("delivery temporarily suspended", "deferred transport");

  private final ParserSettings settings;

  PostfixDelivery(ParserSettings settings) {
    this.settings = settings;
  }

  ParsedLine parse(PostfixParser.Agent agent, Origin origin, String message) {
    Matcher line = LINE.matcher(message);
    if (!line.matches()) {
      return ParsedLine.UNRECOGNISED;
    }
    String text = unwrapped(line.group("text"));
    Route route = route(line.group("relay"), agent.daemon());
    Outcome outcome = outcome(line.group("status"), text, route, agent.daemon());
    if (outcome == null) {
      return ParsedLine.UNRECOGNISED;
    }
    Response response = PostfixReply.response(outcome, text, line.group("dsn"));
    return ParsedLine.of(
        new Attempt(
            agent.time(),
            origin,
            envelope(line.group("recipient"), line.group("original")),
            route,
            outcome,
            response,
            seconds(line.group("delay"))));
  }

  private static Envelope envelope(String recipient, @Nullable String original) {
    return new Envelope(null, recipient, Addresses.original(original, recipient));
  }

  /** The text inside the parentheses; a line that the logger cut has no closing one. */
  private static String unwrapped(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return text.endsWith(")") ? text.substring(0, text.length() - 1) : text;
  }

  private static Route route(String relay, @Nullable String daemon) {
    Matcher address = RELAY.matcher(relay);
    if (!address.matches()) {
      return new Route(daemon, relay.equals("none") ? null : relay, null);
    }
    String ip = address.group("ip");
    boolean socket = ip.indexOf('/') >= 0;
    return new Route(daemon, address.group("host"), socket ? null : ip);
  }

  private @Nullable Outcome outcome(
      String status, String text, Route route, @Nullable String daemon) {
    return switch (status) {
      case "sent" -> isRelayed(text, route, daemon) ? Outcome.RELAYED : Outcome.DELIVERED;
      // soft_bounce=yes turns a bounce into a retry.
      case "deferred", "SOFTBOUNCE" ->
          SUSPENDED.stream().anyMatch(text::startsWith) ? Outcome.SUSPENDED : Outcome.DEFERRED;
      case "bounced" -> Outcome.BOUNCED;
      case "expired", "force-expired" -> Outcome.EXPIRED;
      case "deliverable", "undeliverable" -> Outcome.PROBE;
      default -> null;
    };
  }

  private boolean isRelayed(String text, Route route, @Nullable String daemon) {
    if (route.host() == null || !settings.isOwnHop(route.host())) {
      return false;
    }
    // LMTP delivers. Where the daemon is not named, only a queue's own words tell it from SMTP.
    return daemon == null ? text.contains("queued as ") : !daemon.equals("lmtp");
  }

  private static @Nullable Duration seconds(String delay) {
    double seconds = Double.parseDouble(delay);
    return seconds < Integer.MAX_VALUE ? Duration.ofMillis(Math.round(seconds * 1000)) : null;
  }
}
