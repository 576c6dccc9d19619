package io.bouncewatch.parser;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Exim says of one recipient: {@code =>} and {@code ->} delivered, {@code >>} delivered while
 * the message still came in, {@code **} failed, {@code ==} deferred (spec section 52.4).
 */
final class EximDelivery {

  private static final String EXPIRED = "retry timeout exceeded";

  /** Hosts that failed so long for other mail that this one is given up with it. */
  private static final Pattern FAILING =
      Pattern.compile("^all hosts .* have been failing for a long time ", Pattern.DOTALL);

  /** The queue runner put the mail off: nobody tried. */
  private static final Pattern NOT_TRIED =
      Pattern.compile("^(?:[Rr]etry time not (?:yet )?reached|domain is in queue_domains)");

  /**
   * Before 4.87 the host stood in the text: {@code … after RCPT TO:<a@b>: host mx [192.0.2.1]: }.
   */
  private static final Pattern OLD_HOST =
      Pattern.compile(
          "^SMTP error from remote mail(?:er| server) after [^:]{1,300}+(?::<[^>]{0,512}>[^:]{0,300}+)?: host (?<host>\\S+) \\[(?<ip>[^\\]\\s]+)\\]");

  /** An ACL discarded the whole message: no recipient, no delivery. */
  private static final String DISCARDED = "blackhole (";

  /** {@code 1d2h3m4s}, {@code 0.070s}. */
  private static final Pattern TIME =
      Pattern.compile(
          "(?:(?<weeks>\\d{1,4})w)?(?:(?<days>\\d{1,5})d)?(?:(?<hours>\\d{1,6})h)?(?:(?<minutes>\\d{1,8})m)?(?:(?<seconds>\\d{1,9}(?:\\.\\d{1,9})?)s)?");

  private final ParserSettings settings;

  EximDelivery(ParserSettings settings) {
    this.settings = settings;
  }

  ParsedLine parse(Instant time, Origin origin, String flag, String rest) {
    if (rest.startsWith(DISCARDED)) {
      return ParsedLine.IGNORED;
    }
    EximAddress address = EximAddress.read(rest);
    EximFields fields = address == null ? null : EximFields.read(rest, address.end());
    if (address == null || fields == null) {
      return ParsedLine.UNRECOGNISED;
    }
    String text = fields.text == null ? "" : fields.text;
    return ParsedLine.of(
        new Attempt(
            time,
            origin,
            new Envelope(fields.sender, address.recipient(), address.original()),
            route(fields, text),
            outcome(flag, text, fields),
            response(fields, text),
            duration(fields.queueTime)));
  }

  private static Route route(EximFields fields, String text) {
    if (fields.host == null && fields.ip == null) {
      Matcher old = OLD_HOST.matcher(text);
      if (old.find()) {
        return new Route(fields.transport, old.group("host"), old.group("ip"));
      }
    }
    return new Route(fields.transport, fields.host, fields.ip);
  }

  private Outcome outcome(String flag, String text, EximFields fields) {
    return switch (flag) {
      case "**" -> isExpired(text) ? Outcome.EXPIRED : Outcome.BOUNCED;
      case "==" -> NOT_TRIED.matcher(text).find() ? Outcome.SUSPENDED : Outcome.DEFERRED;
      default -> isRelayed(fields) ? Outcome.RELAYED : Outcome.DELIVERED;
    };
  }

  /**
   * The log does not say whether a transport speaks SMTP or LMTP, but LMTP answers by recipient.
   */
  private static boolean isExpired(String text) {
    return text.endsWith(EXPIRED) || FAILING.matcher(text).find();
  }

  private boolean isRelayed(EximFields fields) {
    if (fields.host == null || !settings.isOwnHop(fields.host)) {
      return false;
    }
    boolean lmtp =
        fields.transport != null && fields.transport.toLowerCase(Locale.ROOT).contains("lmtp");
    return !lmtp && (fields.confirmation == null || !fields.confirmation.endsWith(" Saved"));
  }

  private static Response response(EximFields fields, String text) {
    if (fields.confirmation != null) {
      return ReplyText.response(EximText.unescape(fields.confirmation), null, SmtpStage.UNKNOWN);
    }
    String refusal = text;
    if (text.endsWith(EXPIRED)) {
      refusal = text.substring(0, text.length() - EXPIRED.length());
      refusal = refusal.endsWith(": ") ? refusal.substring(0, refusal.length() - 2) : text;
    }
    return refusal.isEmpty() ? Response.NONE : EximText.response(refusal);
  }

  private static @Nullable Duration duration(@Nullable String time) {
    if (time == null) {
      return null;
    }
    Matcher parts = TIME.matcher(time);
    if (!parts.matches()) {
      return null;
    }
    long minutes =
        ((number(parts.group("weeks")) * 7 + number(parts.group("days"))) * 24
                    + number(parts.group("hours")))
                * 60
            + number(parts.group("minutes"));
    String seconds = parts.group("seconds");
    long millis = seconds == null ? 0 : Math.round(Double.parseDouble(seconds) * 1000);
    return Duration.ofMillis(minutes * 60_000 + millis);
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
