package io.bouncewatch.bounce.catalogue;

import java.util.List;

/**
 * A code of a provider's own, such as {@code TSS04}, {@code 5.7.515} or {@code 5.7.606-649}.
 *
 * @param key the code, or the range of codes, as the provider writes it
 * @param providers ids of the directory of providers, one or more
 * @param source address of the documentation
 */
public record ProviderCode(String key, List<String> providers, Texts texts, String source) {

  /** Shorter ones, and words in brackets, also stand in replies by chance. */
  private static final int TELLING = 4;

  public ProviderCode {
    providers = List.copyOf(providers);
    if (providers.isEmpty()) {
      throw new IllegalArgumentException(key + " needs a provider");
    }
  }

  /** Whether the code itself tells whose it is. */
  boolean isTelling() {
    return key.length() >= TELLING && Character.isLetter(key.charAt(0));
  }
}
