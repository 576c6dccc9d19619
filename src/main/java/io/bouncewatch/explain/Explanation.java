package io.bouncewatch.explain;

import io.bouncewatch.bounce.catalogue.CodeEntry;
import io.bouncewatch.bounce.catalogue.ProviderCode;
import io.bouncewatch.bounce.catalogue.ReasonEntry;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an incident means.
 *
 * @param provider id of who answered; {@code other} if not known
 * @param verdict absent where nothing failed
 * @param entries what the catalogue says of it
 * @param basis which of the entries says most of what happened
 * @param last of an expired message: the last refusal by itself
 */
public record Explanation(
    Incident incident,
    String provider,
    @Nullable Verdict verdict,
    Entries entries,
    Basis basis,
    @Nullable Explanation last) {

  /** What the title and meaning are taken from. */
  public enum Basis {
    PROVIDER_CODE,
    CODE,
    /** The words of the reply say something else than its code, or more. */
    REASON
  }

  /**
   * What the catalogue says, where it says something.
   *
   * @param code of the code, or where that is not registered of its group
   */
  public record Entries(
      @Nullable CodeEntry code,
      @Nullable ProviderCode providerCode,
      @Nullable ReasonEntry reason) {}

  /** Whether more can be said of it than a provider's own code says: not of that code alone. */
  boolean isJudged() {
    return verdict == null
        || verdict.reason() != Reason.UNDETERMINED
        || entries.providerCode() == null;
  }

  /** A few words on what happened. */
  public String title() {
    return switch (basis) {
      case PROVIDER_CODE -> providerCode().texts().title();
      case CODE -> code().texts().title();
      case REASON -> reason().title();
    };
  }

  /** What happened, in a sentence or more. */
  public String meaning() {
    return switch (basis) {
      case PROVIDER_CODE -> providerCode().texts().meaning();
      case CODE -> code().texts().meaning();
      case REASON -> reason().meaning();
    };
  }

  /** Why it usually happens. */
  public List<String> causes() {
    return switch (basis) {
      case PROVIDER_CODE -> providerCode().texts().causes();
      case CODE -> code().texts().causes();
      case REASON -> reason().causes();
    };
  }

  /** What to do. */
  public List<String> advice() {
    return switch (basis) {
      case PROVIDER_CODE -> providerCode().texts().advice();
      case CODE -> code().texts().advice();
      case REASON -> reason().advice();
    };
  }

  /** The code the failure is counted under, in full. */
  public Optional<EnhancedStatusCode> countedCode() {
    return incident.code();
  }

  private CodeEntry code() {
    return Objects.requireNonNull(entries.code());
  }

  private ProviderCode providerCode() {
    return Objects.requireNonNull(entries.providerCode());
  }

  private ReasonEntry reason() {
    return Objects.requireNonNull(entries.reason());
  }
}
