package io.bouncewatch.logback;

import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Expiration;
import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.LogRecord;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Position;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.Verdict;
import io.bouncewatch.parser.LogFormat;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.parser.ParserSettings;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what messages say, each line by itself: no line is joined with another.
 *
 * <p>Safe for threads, without a lock: a message that may matter gets a parser of its own, which
 * costs less than reading one line and leaves nothing behind in the threads of an application. No
 * lock also means that a registry may log whatever locks it holds itself.
 */
final class MessageCounter {

  /** As many lines of a message are read; the rest is counted as lost. */
  static final int MOST_LINES = 1_000;

  private final LogFormat format;
  private final String source;
  private final Supplier<Counts> newCounts;
  private final ParserSettings settings = ParserSettings.defaults();
  private final BounceClassifier classifier = BounceClassifier.shipped();
  private final ProviderDirectory providers = ProviderDirectory.load();
  private final AtomicReference<@Nullable Counts> counts = new AtomicReference<>();

  /**
   * @param newCounts asked at the first message, because a registry may still be put together while
   *     Logback is configured
   */
  MessageCounter(LogFormat format, String source, Supplier<Counts> newCounts) {
    this.format = format;
    this.source = source;
    this.newCounts = newCounts;
  }

  void count(String message) {
    Counts to = counts();
    if (LogParser.mayMatter(message)) {
      new Reading(to).read(message);
    } else {
      to.lines(0, lines(message), 0, 0);
    }
  }

  private Counts counts() {
    Counts known = counts.get();
    if (known != null) {
      return known;
    }
    Counts made = newCounts.get();
    Counts first = counts.compareAndExchange(null, made);
    return first == null ? made : first;
  }

  private static long lines(String message) {
    long lines = 1;
    int last = message.length() - 1;
    for (int end = message.indexOf('\n'); end >= 0 && end < last; ) {
      lines++;
      end = message.indexOf('\n', end + 1);
    }
    return lines;
  }

  /** One message. Used by one thread. */
  private final class Reading {
    private final Counts to;
    private final LogParser parser = new LogParser(format, settings);
    private long parsed;
    private long ignored;
    private long unrecognised;
    private long lost;

    Reading(Counts to) {
      this.to = to;
    }

    void read(String message) {
      int start = 0;
      for (int lines = 0; start < message.length() && lines < MOST_LINES; lines++) {
        int newline = message.indexOf('\n', start);
        int end = newline < 0 ? message.length() : newline;
        line(message, start, end);
        start = newline < 0 ? end : newline + 1;
      }
      lost += message.length() - start;
      to.lines(parsed, ignored, unrecognised, lost);
    }

    private void line(String message, int start, int end) {
      int cut = Math.min(end, start + LogLine.MAX_LENGTH);
      lost += end - cut;
      String line = message.substring(start, cut);
      ParsedLine result =
          LogParser.mayMatter(line) ? parser.parseMessage(line) : ParsedLine.IGNORED;
      if (result instanceof ParsedLine.Parsed told) {
        if (count(told.content())) {
          parsed++;
        } else {
          ignored++;
        }
      } else if (result instanceof ParsedLine.Unrecognised) {
        unrecognised++;
      } else {
        ignored++;
      }
    }

    /** Counts what a line says; false if that is nothing of a delivery. */
    private boolean count(LogRecord content) {
      if (content instanceof Attempt attempt) {
        to.delivery(event(attempt));
      } else if (content instanceof Rejection rejection) {
        to.rejection(rejection);
      } else if (content instanceof Expiration expiration) {
        to.delivery(event(expired(expiration)));
      } else {
        return false;
      }
      return true;
    }

    private DeliveryEvent event(Attempt attempt) {
      String provider = providers.providerOf(attempt.route().host(), attempt.envelope().domain());
      boolean undelivered = attempt.outcome().isFailure() || attempt.outcome() == Outcome.SUSPENDED;
      Verdict verdict = undelivered ? classifier.classify(attempt, provider) : null;
      return new DeliveryEvent(attempt, provider, verdict, new Position(source, 0));
    }
  }

  /** Postfix's expiry names no recipient, and the lines that did are not remembered. */
  private static Attempt expired(Expiration expiration) {
    return new Attempt(
        expiration.time(),
        expiration.origin(),
        new Envelope(expiration.sender(), null, null),
        Route.NONE,
        Outcome.EXPIRED,
        Response.NONE,
        null);
  }
}
