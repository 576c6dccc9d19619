package io.bouncewatch.bounce;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Attempts for tests, read from a reply the way the parsers do. */
final class Attempts {

  private static final Pattern REMOTE =
      Pattern.compile("(?s)([2-5]\\d\\d)(?:[ -]\\W{0,2}([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\d))?.*");

  private Attempts() {}

  static Attempt of(SmtpStage stage, Outcome outcome, String reply) {
    return of(stage, outcome, reply, "anna@example.test");
  }

  static Attempt of(SmtpStage stage, Outcome outcome, String reply, String recipient) {
    Matcher remote = REMOTE.matcher(reply);
    boolean matches = remote.matches();
    Integer replyCode = matches ? Integer.valueOf(remote.group(1)) : null;
    EnhancedStatusCode status =
        matches && remote.group(2) != null
            ? EnhancedStatusCode.parse(remote.group(2)).orElseThrow()
            : null;
    return new Attempt(
        Instant.EPOCH,
        new Origin(Mta.POSTFIX, "postfix", "4XYZ"),
        new Envelope("news@origin.test", recipient, null),
        Route.NONE,
        outcome,
        new Response(reply, replyCode, status, null, stage),
        null);
  }

  static Attempt bounced(String reply) {
    return of(SmtpStage.RCPT, Outcome.BOUNCED, reply);
  }

  static Attempt deferred(String reply) {
    return of(SmtpStage.RCPT, Outcome.DEFERRED, reply);
  }
}
