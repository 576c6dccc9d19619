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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One half of the labelled set: replies with the reasons and actions that are right for them. */
record LabelledReplies(List<Row> rows) {

  private static final Pattern WRAPPED =
      Pattern.compile("host \\S+ (?<how>said|refused to talk to me): (?<reply>.*)");
  private static final Pattern COMMAND =
      Pattern.compile(" \\(in reply to (?<command>[A-Za-z ]{1,40}) command\\)$");
  private static final Pattern CODES =
      Pattern.compile(
          "(?<reply>[2-5]\\d\\d)(?:[ -] *[#\\[]?(?<status>[245]\\.\\d{1,3}\\.\\d{1,3})(?!\\.?\\d)|(?![0-9A-Za-z]))");

  /**
   * @param reasons any of them is right; so with the actions
   */
  record Row(Attempt attempt, String relay, List<String> reasons, List<String> actions) {

    /** The row with what a regular expression finds first in its reply replaced. */
    Row with(String pattern, String replacement) {
      Response was = attempt.response();
      String reply = was.reply().replaceFirst(pattern, replacement);
      Response response =
          new Response(reply, was.replyCode(), was.replyStatus(), was.mtaCode(), was.stage());
      return new Row(
          new Attempt(
              attempt.time(),
              attempt.origin(),
              attempt.envelope(),
              attempt.route(),
              attempt.outcome(),
              response,
              null),
          relay,
          reasons,
          actions);
    }
  }

  /** Reads a file beside this class; empty if it is not there. */
  static Optional<LabelledReplies> read(String file) {
    try (InputStream in = LabelledReplies.class.getResourceAsStream("labelled/" + file)) {
      if (in == null) {
        return Optional.empty();
      }
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      return Optional.of(
          new LabelledReplies(lines.stream().skip(1).map(LabelledReplies::row).toList()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Row row(String line) {
    String[] column = line.split("\t", -1);
    return new Row(
        attempt(Outcome.valueOf(column[0].toUpperCase(Locale.ROOT)), column[2]),
        column[1],
        List.of(column[3].split("/", -1)),
        List.of(column[4].split("/", -1)));
  }

  private static Attempt attempt(Outcome outcome, String text) {
    Matcher wrapped = WRAPPED.matcher(text);
    String reply = wrapped.matches() ? wrapped.group("reply") : text;
    SmtpStage stage =
        wrapped.matches() && wrapped.group("how").startsWith("refused")
            ? SmtpStage.CONNECT
            : SmtpStage.UNKNOWN;
    Matcher command = COMMAND.matcher(reply);
    if (command.find()) {
      stage = stage(command.group("command"));
      reply = reply.substring(0, command.start());
    }
    return new Attempt(
        Instant.EPOCH,
        new Origin(Mta.POSTFIX, "postfix", "4XYZ"),
        new Envelope(null, "anna@recipient.example", null),
        Route.NONE,
        outcome,
        response(reply, stage),
        null);
  }

  private static Response response(String reply, SmtpStage stage) {
    Matcher codes = CODES.matcher(reply);
    if (!codes.lookingAt()) {
      return new Response(reply, null, null, null, stage);
    }
    return new Response(
        reply, Integer.valueOf(codes.group("reply")), status(codes.group("status")), null, stage);
  }

  private static @Nullable EnhancedStatusCode status(@Nullable String text) {
    return text == null ? null : EnhancedStatusCode.parse(text).orElse(null);
  }

  private static SmtpStage stage(String command) {
    return switch (command) {
      case "RCPT TO" -> SmtpStage.RCPT;
      case "MAIL FROM" -> SmtpStage.MAIL;
      case "DATA" -> SmtpStage.DATA;
      case "end of DATA" -> SmtpStage.END_OF_DATA;
      case "EHLO", "HELO" -> SmtpStage.HELO;
      default -> SmtpStage.UNKNOWN;
    };
  }
}
