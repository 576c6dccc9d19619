package io.bouncewatch.bounce.catalogue;

import io.bouncewatch.bounce.Provider;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a provider's own code in a reply. Immutable; takes linear time. */
final class ProviderCodes {

  /** How much of a reply is looked at, in characters. */
  private static final int LONGEST = 2_000;

  private record Ranged(EnhancedRange codes, ProviderCode code) {}

  private record Spelled(OwnCodePattern pattern, ProviderCode code) {}

  private final List<ProviderCode> all;
  private final List<Ranged> enhanced = new ArrayList<>();
  private final Map<String, List<Spelled>> byFirstWord = new HashMap<>();
  private int longestWord;

  ProviderCodes(List<ProviderCode> all) {
    this.all = List.copyOf(all);
    for (ProviderCode code : all) {
      Optional<EnhancedRange> range = EnhancedRange.parse(code.key());
      if (range.isPresent()) {
        enhanced.add(new Ranged(range.get(), code));
      } else {
        OwnCodePattern pattern = OwnCodePattern.of(code.key());
        longestWord = Math.max(longestWord, pattern.firstWord().length());
        byFirstWord
            .computeIfAbsent(pattern.firstWord(), word -> new ArrayList<>())
            .add(new Spelled(pattern, code));
      }
    }
  }

  List<ProviderCode> all() {
    return all;
  }

  /**
   * The code in a reply: of this provider, or where the provider is not known one that tells itself
   * whose it is. A code in the text goes before an enhanced code, because it says more.
   *
   * @param provider id of the provider, or {@link Provider#OTHER}
   * @param registered whether the reply's enhanced code means something to everybody
   */
  Optional<ProviderCode> find(Response response, String provider, boolean registered) {
    ProviderCode spelled = inText(response.reply(), provider);
    if (spelled != null) {
      return Optional.of(spelled);
    }
    return response.status().flatMap(code -> ofStatus(code, provider, registered));
  }

  private @Nullable ProviderCode inText(String reply, String provider) {
    String text = reply.length() > LONGEST ? reply.substring(0, LONGEST) : reply;
    int at = 0;
    while (at < text.length()) {
      ProviderCode found = at(text, at, lettersEnd(text, at), provider);
      if (found != null) {
        return found;
      }
      at = Math.max(at + 1, wordEnd(text, at));
    }
    return null;
  }

  private @Nullable ProviderCode at(String text, int at, int end, String provider) {
    if (end == at || end - at > longestWord) {
      return null;
    }
    String word = text.substring(at, end).toUpperCase(Locale.ROOT);
    for (Spelled spelled : byFirstWord.getOrDefault(word, List.of())) {
      boolean may = isOf(spelled.code(), provider, spelled.code().isTelling());
      if (may && spelled.pattern().stands(text, at)) {
        return spelled.code();
      }
    }
    return null;
  }

  private Optional<ProviderCode> ofStatus(
      EnhancedStatusCode status, String provider, boolean registered) {
    return enhanced.stream()
        .filter(ranged -> ranged.codes().holds(status))
        .map(Ranged::code)
        .filter(code -> isOf(code, provider, !registered))
        .findFirst();
  }

  private static boolean isOf(ProviderCode code, String provider, boolean telling) {
    return code.providers().contains(provider) || (telling && provider.equals(Provider.OTHER));
  }

  private static int lettersEnd(String text, int start) {
    int at = start;
    while (at < text.length() && isLetter(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int wordEnd(String text, int start) {
    int at = start;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
