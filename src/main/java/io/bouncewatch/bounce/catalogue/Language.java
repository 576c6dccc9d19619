package io.bouncewatch.bounce.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The languages the catalogue is written in. */
public enum Language {
  EN("en"),
  /** Norwegian bokmål; also for who asks for Norwegian, or for nynorsk, which there is none of. */
  NB("nb", "no", "nn"),
  PL("pl");

  /** In the order in which they override each other (POSIX, locale(7)). */
  private static final List<String> VARIABLES = List.of("LC_ALL", "LC_MESSAGES", "LANG");

  private final String tag;
  private final List<String> others;

  Language(String tag, String... others) {
    this.tag = tag;
    this.others = List.of(others);
  }

  /** The subtag of BCP 47, such as {@code nb}: also the name of the catalogue's directory. */
  public String tag() {
    return tag;
  }

  /** Reads a tag or the name of a locale: {@code nb}, {@code no}, {@code nb_NO.UTF-8}. */
  public static Optional<Language> parse(String name) {
    String primary = name.toLowerCase(Locale.ROOT).split("[-_.@]", 2)[0];
    for (Language language : values()) {
      if (language.tag.equals(primary) || language.others.contains(primary)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /**
   * The language of a locale as programs are told it: the first of {@code LC_ALL}, {@code
   * LC_MESSAGES} and {@code LANG} that says something; English where it names another language.
   */
  public static Language of(Map<String, String> environment) {
    for (String variable : VARIABLES) {
      String locale = environment.getOrDefault(variable, "");
      if (!locale.isEmpty()) {
        return parse(locale).orElse(EN);
      }
    }
    return EN;
  }
}
