package io.bouncewatch.bounce;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells who runs a recipient's mail, from the host that was spoken to, else from the domain.
 *
 * <p>Immutable and safe for use by many threads. A look-up costs one hash access a label.
 */
public final class ProviderDirectory {

  private static final String SHIPPED = "providers.txt";
  private static final int LONGEST_NAME = 255;

  private final List<Provider> providers;
  private final Map<String, String> byRelaySuffix;
  private final Map<String, String> byDomain;

  ProviderDirectory(
      List<Provider> providers, Map<String, String> byRelaySuffix, Map<String, String> byDomain) {
    this.providers = List.copyOf(providers);
    this.byRelaySuffix = Map.copyOf(byRelaySuffix);
    this.byDomain = Map.copyOf(byDomain);
  }

  /** The directory that comes with the program. */
  public static ProviderDirectory load() {
    return ProviderFile.parse(SHIPPED, Resources.lines(SHIPPED));
  }

  /**
   * The id of the provider behind a relay host or, where the host says nothing, behind a domain.
   *
   * <p>Names match whole labels from the right, in any case, with or without the root's dot: {@code
   * mx.google.com} is under {@code google.com}, {@code notgoogle.com} is not.
   *
   * @param relayHost the host that was spoken to; a smarthost's name says nothing of the recipient
   * @param domain the recipient's domain
   * @return an id of {@link #providers()}, or {@value Provider#OTHER}
   */
  public String providerOf(@Nullable String relayHost, String domain) {
    String told = relayHost == null ? null : under(byRelaySuffix, relayHost);
    if (told == null) {
      told = under(byDomain, domain);
    }
    return told == null ? Provider.OTHER : told;
  }

  /** Every provider there is, in the order of ids; {@value Provider#OTHER} is not among them. */
  public List<Provider> providers() {
    return providers;
  }

  /** The entry of the longest suffix of whole labels. */
  private static @Nullable String under(Map<String, String> suffixes, String name) {
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == '.') {
      end--;
    }
    if (end > LONGEST_NAME) {
      return null;
    }
    String rest = name.substring(0, end).toLowerCase(Locale.ROOT);
    while (true) {
      String id = suffixes.get(rest);
      if (id != null) {
        return id;
      }
      int dot = rest.indexOf('.');
      if (dot < 0) {
        return null;
      }
      rest = rest.substring(dot + 1);
    }
  }
}
