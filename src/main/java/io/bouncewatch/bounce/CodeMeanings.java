package io.bouncewatch.bounce;

import io.bouncewatch.event.EnhancedStatusCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What enhanced status codes stand for, in a few English words. Immutable. */
public final class CodeMeanings {

  private static final String SHIPPED = "codes.tsv";

  private final Map<EnhancedStatusCode, String> meanings;

  private CodeMeanings(Map<EnhancedStatusCode, String> meanings) {
    this.meanings = Map.copyOf(meanings);
  }

  /** The list that comes with the program. */
  public static CodeMeanings load() {
    Map<EnhancedStatusCode, String> meanings = new HashMap<>();
    for (String line : Resources.lines(SHIPPED)) {
      if (!line.startsWith("#")) {
        int tab = line.indexOf('\t');
        EnhancedStatusCode.parse(line.substring(0, tab))
            .ifPresent(code -> meanings.put(code, line.substring(tab + 1)));
      }
    }
    return new CodeMeanings(meanings);
  }

  /** A few words on a code of class 4 or 5; empty if it is not registered. */
  public Optional<String> of(EnhancedStatusCode code) {
    return Optional.ofNullable(meanings.get(code));
  }

  Map<EnhancedStatusCode, String> all() {
    return meanings;
  }
}
