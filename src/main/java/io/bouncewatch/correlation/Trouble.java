package io.bouncewatch.correlation;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import org.jspecify.annotations.Nullable;

/**
 * The last trouble of a recipient that waits.
 *
 * @param provider under which the recipient is counted as waiting
 * @param original the address before aliasing, if another
 * @param attempts how many were made so far; those that were only put off are none
 */
record Trouble(
    String recipient,
    @Nullable String original,
    String provider,
    Route route,
    Response response,
    int attempts) {

  /** A longer reply is cut: the first line says what is the matter. */
  private static final int LONGEST_REPLY = 1_000;

  static Trouble first(Attempt attempt, String recipient, String provider) {
    return new Trouble(
        recipient,
        attempt.envelope().originalRecipient(),
        provider,
        attempt.route(),
        attempt.response(),
        isTried(attempt) ? 1 : 0);
  }

  /** The trouble after another attempt. Who was only put off has been told nothing new. */
  Trouble then(Attempt attempt, String newProvider) {
    boolean isNews = isTried(attempt) || attempt.response().replyCode() != null;
    return new Trouble(
        recipient,
        original,
        newProvider,
        isNews ? attempt.route() : route,
        isNews ? attempt.response() : response,
        isTried(attempt) ? attempts + 1 : attempts);
  }

  Trouble withAddresses(String other, @Nullable String otherOriginal, String reply) {
    Response said =
        new Response(
            reply,
            response.replyCode(),
            response.replyStatus(),
            response.mtaCode(),
            response.stage());
    return new Trouble(other, otherOriginal, provider, route, said, attempts);
  }

  private static boolean isTried(Attempt attempt) {
    return attempt.outcome() == Outcome.DEFERRED;
  }

  byte[] packed() {
    String reply = response.reply();
    EnhancedStatusCode status = response.replyStatus();
    Integer code = response.replyCode();
    return new Packer()
        .text(recipient)
        .text(original)
        .text(provider)
        .text(route.transport())
        .text(route.host())
        .text(route.ip())
        .text(reply.length() > LONGEST_REPLY ? reply.substring(0, LONGEST_REPLY) : reply)
        .number(code == null ? 0 : code)
        .text(status == null ? null : status.toString())
        .text(response.mtaCode())
        .text(response.stage().name())
        .number(attempts)
        .packed();
  }

  static Trouble unpacked(byte[] bytes) {
    Unpacker from = new Unpacker(bytes);
    String recipient = required(from.text());
    String original = from.text();
    String provider = required(from.text());
    Route route = new Route(from.text(), from.text(), from.text());
    String reply = required(from.text());
    int code = (int) from.number();
    String status = from.text();
    return new Trouble(
        recipient,
        original,
        provider,
        route,
        new Response(
            reply,
            code == 0 ? null : code,
            status == null ? null : EnhancedStatusCode.parse(status).orElse(null),
            from.text(),
            SmtpStage.valueOf(required(from.text()))),
        (int) from.number());
  }

  private static String required(@Nullable String text) {
    if (text == null) {
      throw new IllegalArgumentException("a text is missing");
    }
    return text;
  }
}
