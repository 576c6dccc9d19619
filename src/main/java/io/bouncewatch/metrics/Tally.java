package io.bouncewatch.metrics;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.BounceType;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.Series;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says which series an event counts in, with every label bounded.
 *
 * <p>An event that is counted twice because its batch had to be read again may bring its domain
 * nearer to a series of its own, and changes nothing else. Safe for threads.
 */
public final class Tally {

  private static final int LOG_WORDS = 64;

  private final DomainCap domains;
  private final SeriesCap ofDomains = new SeriesCap();
  private final SenderDomains senders;
  private final LabelCap services = new LabelCap(LOG_WORDS);
  private final LabelCap transports = new LabelCap(LOG_WORDS);

  /** Without a breakdown by sender. */
  public Tally(DomainCap domains) {
    this(domains, SenderDomains.NONE);
  }

  public Tally(DomainCap domains, SenderDomains senders) {
    this.domains = domains;
    this.senders = senders;
  }

  /** Keeps the label values of series that exist already, so that their counters go on. */
  public void admit(Set<Series> stored) {
    for (Series series : stored) {
      List<String> labels = series.metric().labels();
      for (int i = 0; i < labels.size(); i++) {
        admit(labels.get(i), series.values().get(i));
      }
      ofDomains.admit(series);
    }
  }

  private void admit(String label, String value) {
    switch (label) {
      case "domain" -> domains.admit(value);
      case "sender_domain" -> senders.admit(value);
      case "service" -> services.admit(value);
      case "transport" -> transports.admit(value);
      default -> {
        // A closed set, or a name from the configuration.
      }
    }
  }

  /** The series that grows by one; empty for what is neither a delivery nor a bounce. */
  public Optional<Series> of(DeliveryEvent event) {
    return switch (event.attempt().outcome()) {
      case DELIVERED -> Optional.of(ofDomains.fit(delivery(event)));
      case DEFERRED, BOUNCED, EXPIRED -> Optional.of(ofDomains.fit(bounce(event)));
      case SUSPENDED -> Optional.of(suspension(event.attempt()));
      case RELAYED, PROBE -> Optional.empty();
    };
  }

  /**
   * The series that grow by one when a message has ended for a recipient. Notifications have their
   * own: they would turn a sender's ratio into one of addresses that others forged.
   */
  public List<Series> of(DeliveryEvent event, FinalOutcome end) {
    Origin origin = event.attempt().origin();
    if (event.isNotice()) {
      return List.of(
          Series.of(
              Metric.NOTIFICATION_RECIPIENTS,
              mta(origin),
              service(origin),
              end.label(),
              event.facts().noticeOf() == null ? "other" : "own"));
    }
    Series recipients =
        Series.of(Metric.RECIPIENTS, mta(origin), service(origin), end.label(), event.provider());
    return senders
        .label(event.attempt().envelope().sender())
        .map(
            domain ->
                List.of(
                    recipients,
                    Series.of(Metric.SENDER_RECIPIENTS, mta(origin), domain, end.label())))
        .orElseGet(() -> List.of(recipients));
  }

  /** How the totals behind the histogram of delays grow; empty if the event adds none. */
  public static Map<Series, Long> delay(DeliveryEvent event) {
    return DeliveryDelays.increments(event);
  }

  /** The series that grows by one. */
  public Series of(Rejection rejection) {
    return Series.of(
        Metric.REJECTIONS,
        mta(rejection.origin()),
        service(rejection.origin()),
        RegisteredCodes.label(rejection.code()),
        rejection.stage().label());
  }

  private Series delivery(DeliveryEvent event) {
    Attempt attempt = event.attempt();
    return Series.of(
        Metric.DELIVERIES,
        mta(attempt.origin()),
        service(attempt.origin()),
        transport(attempt),
        domains.label(attempt.envelope().domain()),
        event.provider());
  }

  private Series bounce(DeliveryEvent event) {
    Attempt attempt = event.attempt();
    Reason reason = event.verdict() == null ? Reason.UNDETERMINED : event.verdict().reason();
    return Series.of(
        Metric.BOUNCES,
        mta(attempt.origin()),
        service(attempt.origin()),
        transport(attempt),
        attempt.outcome().type().map(BounceType::label).orElse(LabelCap.UNKNOWN),
        RegisteredCodes.label(attempt.code()),
        reason.label(),
        domains.label(attempt.envelope().domain()),
        event.provider());
  }

  private Series suspension(Attempt attempt) {
    return Series.of(
        Metric.SUSPENDED,
        mta(attempt.origin()),
        service(attempt.origin()),
        RegisteredCodes.label(attempt.code()));
  }

  private static String mta(Origin origin) {
    return origin.mta().label();
  }

  private String service(Origin origin) {
    return services.label(origin.service());
  }

  private String transport(Attempt attempt) {
    String transport = attempt.route().transport();
    return transport == null ? LabelCap.UNKNOWN : transports.label(transport);
  }
}
