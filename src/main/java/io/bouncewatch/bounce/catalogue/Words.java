package io.bouncewatch.bounce.catalogue;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fixed phrases of what is printed. Immutable. */
public final class Words {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?<name>[a-z_]+)}");

  private final Map<String, String> phrases;

  Words(Map<String, String> phrases) {
    this.phrases = Map.copyOf(phrases);
  }

  /**
   * A phrase without placeholders.
   *
   * @throws IllegalArgumentException if there is none of this key
   */
  public String of(String key) {
    return of(key, Map.of());
  }

  /**
   * A phrase with its placeholders filled in.
   *
   * @param values what stands for {@code {code}}, by {@code code}
   * @throws IllegalArgumentException if there is no such phrase, or a value is missing
   */
  public String of(String key, Map<String, String> values) {
    String phrase = phrases.get(key);
    if (phrase == null) {
      throw new IllegalArgumentException("there are no words for " + key);
    }
    return PLACEHOLDER
        .matcher(phrase)
        .replaceAll(found -> Matcher.quoteReplacement(value(key, values, found)));
  }

  /** A phrase without placeholders, if there is one of this key. */
  public Optional<String> find(String key) {
    return Optional.ofNullable(phrases.get(key));
  }

  private static String value(String key, Map<String, String> values, MatchResult found) {
    String value = values.get(found.group(1));
    if (value == null) {
      throw new IllegalArgumentException(key + " needs a value for " + found.group());
    }
    return value;
  }

  /** The names of a text's placeholders. */
  static Set<String> placeholders(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  Map<String, String> all() {
    return phrases;
  }
}
