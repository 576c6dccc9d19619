package io.bouncewatch.report;

import io.bouncewatch.event.Action;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.BounceType;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.Verdict;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Adds up what some logs say.
 *
 * <p>Domains are kept without a cap, because a report is made once and then thrown away. Used by
 * one thread.
 */
public final class Report {

  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<EnhancedStatusCode, Long> codes = new HashMap<>();
  private final Map<Cause, Long> reasons = new HashMap<>();
  private final Map<String, Domain> domains = new HashMap<>();
  private final Map<EnhancedStatusCode, Long> rejections = new HashMap<>();
  private LineCounts lines = LineCounts.NONE;

  /** Why attempts failed, and what is to be done. */
  public record Cause(Reason reason, Action action) {}

  /** Failed attempts under one code. */
  public record CodeCount(EnhancedStatusCode code, BounceType type, long count) {}

  /** Failed attempts for one cause. */
  public record CauseCount(Cause cause, long count) {}

  /** Attempts at one domain. */
  public record DomainCount(String domain, String provider, long delivered, long soft, long hard) {}

  /** Refusals by this server under one code. */
  public record RejectionCount(EnhancedStatusCode code, long count) {}

  private static final class Domain {
    private String provider;
    private long delivered;
    private long soft;
    private long hard;

    private Domain(String provider) {
      this.provider = provider;
    }
  }

  public void add(DeliveryEvent event) {
    Attempt attempt = event.attempt();
    outcomes.merge(attempt.outcome(), 1L, Long::sum);
    if (attempt.outcome() == Outcome.DELIVERED) {
      domain(event).delivered++;
    } else if (attempt.outcome().isFailure()) {
      addFailure(event);
    }
  }

  private void addFailure(DeliveryEvent event) {
    EnhancedStatusCode code = event.attempt().code();
    codes.merge(code, 1L, Long::sum);
    Domain domain = domain(event);
    if (code.statusClass() == 4) {
      domain.soft++;
    } else {
      domain.hard++;
    }
    Verdict verdict = event.verdict();
    if (verdict != null) {
      reasons.merge(new Cause(verdict.reason(), verdict.action()), 1L, Long::sum);
    }
  }

  private Domain domain(DeliveryEvent event) {
    Domain domain =
        domains.computeIfAbsent(
            event.attempt().envelope().domain(), name -> new Domain(event.provider()));
    // An attempt that reached no host may not have told who runs the domain's mail.
    if (event.attempt().route().host() != null) {
      domain.provider = event.provider();
    }
    return domain;
  }

  public void add(Rejection rejection) {
    rejections.merge(rejection.code(), 1L, Long::sum);
  }

  public void add(LineCounts read) {
    lines = lines.plus(read);
  }

  public LineCounts lines() {
    return lines;
  }

  /** Attempts by outcome; every outcome is there, perhaps with 0. */
  public Map<Outcome, Long> outcomes() {
    Map<Outcome, Long> all = new EnumMap<>(Outcome.class);
    Stream.of(Outcome.values()).forEach(outcome -> all.put(outcome, count(outcome)));
    return all;
  }

  private long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** The most frequent first. */
  public List<CodeCount> codes() {
    return codes.entrySet().stream()
        .map(
            entry ->
                new CodeCount(
                    entry.getKey(),
                    entry.getKey().statusClass() == 4 ? BounceType.SOFT : BounceType.HARD,
                    entry.getValue()))
        .sorted(
            Comparator.comparingLong(CodeCount::count)
                .reversed()
                .thenComparing(code -> code.code().toString()))
        .toList();
  }

  /** The most frequent first. */
  public List<CauseCount> reasons() {
    return reasons.entrySet().stream()
        .map(entry -> new CauseCount(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(CauseCount::count)
                .reversed()
                .thenComparing(cause -> cause.cause().reason())
                .thenComparing(cause -> cause.cause().action()))
        .toList();
  }

  /** Those with most failures first. */
  public List<DomainCount> domains() {
    return domains.entrySet().stream()
        .map(
            entry ->
                new DomainCount(
                    entry.getKey(),
                    entry.getValue().provider,
                    entry.getValue().delivered,
                    entry.getValue().soft,
                    entry.getValue().hard))
        .sorted(
            Comparator.comparingLong((DomainCount domain) -> domain.hard() + domain.soft())
                .thenComparingLong(DomainCount::delivered)
                .reversed()
                .thenComparing(DomainCount::domain))
        .toList();
  }

  /** The most frequent first. */
  public List<RejectionCount> rejections() {
    return rejections.entrySet().stream()
        .map(entry -> new RejectionCount(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(RejectionCount::count)
                .reversed()
                .thenComparing(rejection -> rejection.code().toString()))
        .toList();
  }
}
