package io.bouncewatch.explain;

import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.Provider;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.bounce.catalogue.Catalogue;
import io.bouncewatch.bounce.catalogue.CodeEntry;
import io.bouncewatch.bounce.catalogue.ProviderCode;
import io.bouncewatch.bounce.catalogue.ReasonEntry;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.Verdict;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Judges an incident and looks up what is to be said of it. Safe for threads. */
public final class Explainer {

  private final Catalogue catalogue;
  private final ProviderDirectory providers;
  private final BounceClassifier classifier;
  private final Map<EnhancedStatusCode, Reason> byCode = new ConcurrentHashMap<>();

  public Explainer(Catalogue catalogue, ProviderDirectory providers, BounceClassifier classifier) {
    this.catalogue = catalogue;
    this.providers = providers;
    this.classifier = classifier;
  }

  /** What an incident means. */
  public Explanation explain(Incident incident) {
    String told = providers.providerOf(incident.route().host(), incident.envelope().domain());
    ProviderCode own = catalogue.providerCode(incident.response(), told).orElse(null);
    String provider = provider(told, own);
    if (incident.outcome() == Outcome.EXPIRED) {
      // It is the last refusal's, and is said there.
      own = null;
    }
    Verdict verdict = verdict(incident, provider);
    CodeEntry code = incident.code().flatMap(catalogue::nearest).orElse(null);
    ReasonEntry reason = verdict == null ? null : catalogue.reason(verdict.reason());
    return new Explanation(
        incident,
        provider,
        verdict,
        new Explanation.Entries(code, own, reason),
        basis(incident, verdict, code, own),
        last(incident));
  }

  /** A provider's own code tells who answered, where nothing else does. */
  private static String provider(String told, @Nullable ProviderCode own) {
    boolean tells = own != null && told.equals(Provider.OTHER) && own.providers().size() == 1;
    return tells && own != null ? own.providers().get(0) : told;
  }

  private @Nullable Verdict verdict(Incident incident, String provider) {
    Outcome outcome = incident.outcome();
    boolean undelivered = outcome == null || outcome.isFailure() || outcome == Outcome.SUSPENDED;
    return undelivered ? classifier.classify(incident.attempt(), provider) : null;
  }

  private Explanation.Basis basis(
      Incident incident,
      @Nullable Verdict verdict,
      @Nullable CodeEntry code,
      @Nullable ProviderCode own) {
    if (own != null) {
      return Explanation.Basis.PROVIDER_CODE;
    }
    if (verdict == null || code == null) {
      return code == null ? Explanation.Basis.REASON : Explanation.Basis.CODE;
    }
    boolean alone =
        incident.kind() == Incident.Kind.CODE && incident.response().status().isPresent();
    boolean same = alone || verdict.reason() == reasonOf(code.code());
    return same ? Explanation.Basis.CODE : Explanation.Basis.REASON;
  }

  /** What a code means that nothing was said with. */
  private Reason reasonOf(EnhancedStatusCode code) {
    return byCode.computeIfAbsent(
        code,
        bare -> {
          Response response = new Response(bare.toString(), null, bare, null, SmtpStage.UNKNOWN);
          Incident incident = Incident.of(Incident.Kind.CODE, response, Route.NONE);
          return classifier.classify(incident.attempt(), Provider.OTHER).reason();
        });
  }

  /** The refusal that was repeated until the message expired, if one is known. */
  private @Nullable Explanation last(Incident incident) {
    if (incident.outcome() != Outcome.EXPIRED || incident.response().reply().isEmpty()) {
      return null;
    }
    Explanation last = explain(incident.withOutcome(Outcome.DEFERRED));
    boolean saysMore = last.verdict() != null && last.verdict().reason() != Reason.EXPIRED;
    return saysMore ? last : null;
  }
}
