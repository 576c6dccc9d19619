package io.bouncewatch.bounce.catalogue;

import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Response;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What codes and reasons mean and what to do about them, in one language. The texts are the files
 * {@code codes.yaml}, {@code reasons.yaml}, {@code provider-codes.yaml} and {@code words.yaml} of
 * the language's directory; docs/catalogue.md says what is in them.
 *
 * <p>Immutable and safe for use by many threads. Reading it takes a moment, so it is read only
 * where somebody asks.
 */
public final class Catalogue {

  private final Map<EnhancedStatusCode, CodeEntry> codes;
  private final Map<Reason, ReasonEntry> reasons;
  private final ProviderCodes providerCodes;
  private final Words words;

  private Catalogue(CatalogueReader reader) {
    this.codes = reader.codes();
    this.reasons = reader.reasons();
    this.providerCodes = reader.providerCodes();
    this.words = reader.words();
  }

  /** Reads the texts of one language. */
  public static Catalogue load(Language language) {
    return read(language.tag(), Catalogue::open);
  }

  static Catalogue read(String directory, CatalogueFile.Source source) {
    return new Catalogue(new CatalogueReader(directory, source));
  }

  private static InputStream open(String name) throws FileNotFoundException {
    InputStream file = Catalogue.class.getResourceAsStream(name);
    if (file == null) {
      throw new FileNotFoundException(name);
    }
    return file;
  }

  /** What is said of a code of class 2, 4 or 5; empty if it is not registered. */
  public Optional<CodeEntry> code(EnhancedStatusCode code) {
    return Optional.ofNullable(codes.get(code));
  }

  /** What is said of a code or, where it is not registered, of its subject, or its class. */
  public Optional<CodeEntry> nearest(EnhancedStatusCode code) {
    return code(code)
        .or(() -> code(new EnhancedStatusCode(code.statusClass(), code.subject(), 0)))
        .or(() -> code(new EnhancedStatusCode(code.statusClass(), 0, 0)));
  }

  /** What is said of a reason. */
  public ReasonEntry reason(Reason reason) {
    ReasonEntry entry = reasons.get(reason);
    if (entry == null) {
      throw new IllegalStateException("the catalogue has nothing on " + reason.label());
    }
    return entry;
  }

  /**
   * What is said of a provider's own code that stands in a reply.
   *
   * @param provider id of the provider, or {@code other}: then only a code that can't be another's
   */
  public Optional<ProviderCode> providerCode(Response response, String provider) {
    boolean registered = response.status().flatMap(this::code).isPresent();
    return providerCodes.find(response, provider, registered);
  }

  /** The fixed phrases. */
  public Words words() {
    return words;
  }

  Map<EnhancedStatusCode, CodeEntry> codes() {
    return codes;
  }

  Map<Reason, ReasonEntry> reasons() {
    return reasons;
  }

  List<ProviderCode> providerCodes() {
    return providerCodes.all();
  }
}
