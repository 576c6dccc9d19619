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

  public Interpreter(
      Correlator correlator, ProviderDirectory providers, BounceClassifier classifier) {
    this.correlator = correlator;
    this.providers = providers;
    this.classifier = classifier;
  }

  /** Works out one record; an expired message may yield several events, an arrival none. */
  public void interpret(LogRecord content, Position position, EventSink sink) {
    if (content instanceof Attempt attempt) {
      String host = attempt.route().host();
      String provider = providers.providerOf(host, attempt.envelope().domain());
      deliver(correlator.attempted(attempt, provider), position, sink);
    } else if (content instanceof Arrival arrival) {
      correlator.arrived(arrival);
    } else if (content instanceof Departure departure) {
      correlator.departed(departure);
    } else if (content instanceof Notice notice) {
      correlator.noticed(notice);
    } else if (content instanceof Rejection rejection) {
      sink.rejection(rejection);
    } else if (content instanceof Expiration expiration) {
      for (CorrelatedAttempt attempt : correlator.expired(expiration, Provider.OTHER)) {
        deliver(attempt, position, sink);
      }
    }
  }

  private void deliver(CorrelatedAttempt correlated, Position position, EventSink sink) {
    Attempt attempt = correlated.attempt();
    DeliveryEvent event =
        new DeliveryEvent(
            attempt,
            correlated.facts(),
            correlated.provider(),
            verdict(attempt, correlated.provider()),
            position);
    sink.delivery(event, correlated.finalOutcome());
  }

  private @Nullable Verdict verdict(Attempt attempt, String provider) {
    boolean undelivered = attempt.outcome().isFailure() || attempt.outcome() == Outcome.SUSPENDED;
    return undelivered ? classifier.classify(attempt, provider) : null;
  }
}
