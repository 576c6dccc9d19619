package io.bouncewatch;

import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.Provider;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.correlation.CorrelatedAttempt;
import io.bouncewatch.correlation.Correlator;
import io.bouncewatch.event.Arrival;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.Departure;
import io.bouncewatch.event.Expiration;
import io.bouncewatch.event.LogRecord;
import io.bouncewatch.event.Notice;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Position;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.Verdict;
import io.bouncewatch.privacy.Privacy;
import org.jspecify.annotations.Nullable;

/**
 * From what lines say to what it means: provider, then correlation, then the classifier's verdict.
 *
 * <p>Used by one thread, because the order of lines matters.
 */
public final class Interpreter {

  private final Correlator correlator;
  private final ProviderDirectory providers;
  private final BounceClassifier classifier;
  private final Privacy privacy;

  public Interpreter(
      Correlator correlator, ProviderDirectory providers, BounceClassifier classifier) {
    this(correlator, providers, classifier, Privacy.FULL);
  }

  /**
   * @param privacy applied before anything is remembered; the classifier alone sees replies as they
   *     stood, since a local part may be a word that it looks for
   */
  public Interpreter(
      Correlator correlator,
      ProviderDirectory providers,
      BounceClassifier classifier,
      Privacy privacy) {
    this.correlator = correlator;
    this.providers = providers;
    this.classifier = classifier;
    this.privacy = privacy;
  }

  /** Works out one record; an expired message may yield several events, an arrival none. */
  public void interpret(LogRecord content, Position position, EventSink sink) {
    LogRecord hidden = privacy.hide(content);
    if (content instanceof Attempt said && hidden instanceof Attempt attempt) {
      String host = attempt.route().host();
      String provider = providers.providerOf(host, attempt.envelope().domain());
      CorrelatedAttempt correlated = correlator.attempted(attempt, provider);
      deliver(correlated, bySender(said, correlated.attempt()), position, sink);
    } else if (hidden instanceof Arrival arrival) {
      correlator.arrived(arrival);
    } else if (hidden instanceof Departure departure) {
      correlator.departed(departure);
    } else if (hidden instanceof Notice notice) {
      correlator.noticed(notice);
    } else if (hidden instanceof Rejection rejection) {
      sink.rejection(rejection);
    } else if (hidden instanceof Expiration expiration) {
      for (CorrelatedAttempt attempt : correlator.expired(expiration, Provider.OTHER)) {
        deliver(attempt, attempt.attempt(), position, sink);
      }
    }
  }

  /** The sender's domain helps to tell whom a reply speaks of. */
  private static Attempt bySender(Attempt said, Attempt correlated) {
    String sender = correlated.envelope().sender();
    return sender == null ? said : said.withSender(sender);
  }

  private void deliver(
      CorrelatedAttempt correlated, Attempt judged, Position position, EventSink sink) {
    String provider = correlated.provider();
    DeliveryEvent event =
        new DeliveryEvent(
            privacy.shown(correlated.attempt()),
            privacy.shown(correlated.facts()),
            provider,
            verdict(judged, provider),
            privacy.shown(position));
    sink.delivery(event, correlated.finalOutcome());
  }

  private @Nullable Verdict verdict(Attempt attempt, String provider) {
    boolean undelivered = attempt.outcome().isFailure() || attempt.outcome() == Outcome.SUSPENDED;
    return undelivered ? classifier.classify(attempt, provider) : null;
  }
}
