package io.bouncewatch.bounce.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.bounce.Provider;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.event.Action;
import io.bouncewatch.event.Confidence;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No code and no language has a gap, and every text belongs to one code. */
class CatalogueTest {

  /** English, as the others are measured against it. */
  private static final Catalogue ENGLISH = Catalogue.load(Language.EN);

  @ParameterizedTest
  @EnumSource
  void everyCodeOfTheGuideAndTheRegistryIsThere(Language language) throws IOException {
    Set<String> wanted = new TreeSet<>(lines("guide-codes.txt"));
    assertThat(wanted).hasSize(89);
    for (String code : lines("registry-codes.txt")) {
      wanted.add(code.replace("X", "4"));
      wanted.add(code.replace("X", "5"));
    }
    assertThat(wanted).hasSizeGreaterThan(150);
    Set<String> there =
        Catalogue.load(language).codes().keySet().stream()
            .map(EnhancedStatusCode::toString)
            .collect(Collectors.toSet());
    assertThat(there).containsAll(wanted);
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonIsThere(Language language) {
    assertThat(Catalogue.load(language).reasons().keySet())
        .containsExactlyInAnyOrder(Reason.values());
  }

  @ParameterizedTest
  @EnumSource
  void everyLabelHasItsWords(Language language) {
    Words words = Catalogue.load(language).words();
    Stream<String> keys =
        Stream.of(
                Stream.of(Action.values()).map(action -> "action." + action.label()),
                Stream.of(Confidence.values()).map(sure -> "confidence." + sure.label()),
                Stream.of("soft", "hard", "success", "unknown").map(type -> "type." + type))
            .flatMap(stream -> stream);
    assertThat(keys).allSatisfy(key -> assertThat(words.of(key)).isNotBlank());
  }

  @ParameterizedTest
  @EnumSource
  void noTextIsSharedBetweenCodes(Language language) {
    Catalogue catalogue = Catalogue.load(language);
    Map<String, Texts> texts = new TreeMap<>();
    catalogue.codes().forEach((code, entry) -> texts.put(code.toString(), entry.texts()));
    assertUnique(texts);
    // Codes of several providers may well have the same short cause.
    List<String> ofProviders =
        catalogue.providerCodes().stream()
            .flatMap(code -> Stream.of(code.texts().title(), code.texts().meaning()))
            .toList();
    assertThat(ofProviders).doesNotHaveDuplicates();
    List<String> ofReasons =
        catalogue.reasons().values().stream()
            .flatMap(
                reason ->
                    Stream.concat(
                        Stream.of(reason.title(), reason.meaning(), reason.advice().toString()),
                        reason.causes().stream()))
            .toList();
    assertThat(ofReasons).doesNotHaveDuplicates();
  }

  /** The sentence of the action stands above the advice of the reason. */
  @ParameterizedTest
  @EnumSource
  void adviceDoesNotSayTheActionAgain(Language language) {
    Catalogue catalogue = Catalogue.load(language);
    List<String> actions =
        Stream.of(Action.values())
            .map(action -> catalogue.words().of("action." + action.label()))
            .toList();
    assertThat(catalogue.reasons().values())
        .allSatisfy(
            reason ->
                assertThat(reason.advice())
                    .as(reason.title())
                    .doesNotContainAnyElementsOf(actions));
  }

  private static void assertUnique(Map<String, Texts> texts) {
    Map<String, String> owner = new HashMap<>();
    List<String> shared = new ArrayList<>();
    for (String key : texts.keySet()) {
      Texts text = texts.get(key);
      for (String part :
          List.of(
              "title " + text.title(),
              "meaning " + text.meaning(),
              "causes " + text.causes(),
              "advice " + text.advice())) {
        String other = owner.put(part, key);
        if (other != null) {
          shared.add(other + " and " + key + ": " + part);
        }
      }
    }
    assertThat(shared).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theLanguagesHaveTheSameKeys(Language language) {
    Catalogue catalogue = Catalogue.load(language);
    assertThat(catalogue.codes().keySet()).isEqualTo(ENGLISH.codes().keySet());
    assertThat(keys(catalogue)).isEqualTo(keys(ENGLISH));
    assertThat(catalogue.words().all().keySet()).isEqualTo(ENGLISH.words().all().keySet());
    ENGLISH
        .codes()
        .forEach(
            (code, entry) ->
                assertThat(catalogue.codes().get(code).differing().isPresent())
                    .as("two readings of %s", code)
                    .isEqualTo(entry.differing().isPresent()));
    for (ProviderCode code : ENGLISH.providerCodes()) {
      ProviderCode same =
          catalogue.providerCodes().stream()
              .filter(other -> other.key().equals(code.key()))
              .findFirst()
              .orElseThrow();
      assertThat(same.providers()).as(code.key()).isEqualTo(code.providers());
      assertThat(same.source()).as(code.key()).isEqualTo(code.source());
    }
  }

  private static Set<String> keys(Catalogue catalogue) {
    return catalogue.providerCodes().stream().map(ProviderCode::key).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource
  void thePlaceholdersAreThoseOfEnglish(Language language) {
    Map<String, String> words = Catalogue.load(language).words().all();
    ENGLISH
        .words()
        .all()
        .forEach(
            (key, phrase) ->
                assertThat(Words.placeholders(words.get(key)))
                    .as(key)
                    .isEqualTo(Words.placeholders(phrase)));
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftInEnglish(Language language) {
    if (language == Language.EN) {
      return;
    }
    Map<String, String> english = texts(ENGLISH);
    List<String> same =
        texts(Catalogue.load(language)).entrySet().stream()
            .filter(text -> text.getValue().equals(english.get(text.getKey())))
            // A single word may be the same in two languages.
            .filter(text -> text.getValue().strip().contains(" "))
            .map(Object::toString)
            .toList();
    assertThat(same).isEmpty();
  }

  /** Every text by its place. */
  private static Map<String, String> texts(Catalogue catalogue) {
    Map<String, String> all = new TreeMap<>();
    catalogue
        .codes()
        .forEach(
            (code, entry) -> {
              put(all, code.toString(), entry.texts());
              entry.differing().ifPresent(two -> all.put(code + " guide", two.guide()));
              entry.differing().ifPresent(two -> all.put(code + " registry", two.registry()));
            });
    catalogue.providerCodes().forEach(code -> put(all, code.key(), code.texts()));
    catalogue
        .reasons()
        .forEach(
            (reason, entry) -> {
              all.put(reason + " title", entry.title());
              all.put(reason + " meaning", entry.meaning());
              all.put(reason + " party", entry.party());
              putList(all, reason + " causes", entry.causes());
              putList(all, reason + " advice", entry.advice());
            });
    catalogue.words().all().forEach((key, phrase) -> all.put("words " + key, phrase));
    return all;
  }

  private static void put(Map<String, String> all, String key, Texts texts) {
    all.put(key + " title", texts.title());
    all.put(key + " meaning", texts.meaning());
    putList(all, key + " causes", texts.causes());
    putList(all, key + " advice", texts.advice());
  }

  private static void putList(Map<String, String> all, String key, List<String> items) {
    for (int i = 0; i < items.size(); i++) {
      all.put(key + " " + i, items.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyProviderIsInTheDirectory(Language language) {
    Set<String> known =
        ProviderDirectory.load().providers().stream().map(Provider::id).collect(Collectors.toSet());
    List<ProviderCode> codes = Catalogue.load(language).providerCodes();
    assertThat(codes).hasSizeGreaterThan(100);
    for (ProviderCode code : codes) {
      assertThat(known).as(code.key()).containsAll(code.providers());
      assertThat(code.source()).as(code.key()).matches("https?://\\S{1,66}");
    }
  }

  /** Titles stand in one line, on a page beside a number too. */
  @ParameterizedTest
  @EnumSource
  void textsAreWrittenAsTheyAreShown(Language language) {
    texts(Catalogue.load(language))
        .forEach(
            (place, text) -> {
              assertThat(text).as(place).doesNotContainPattern("\\p{Cntrl}|  ");
              if (place.endsWith(" title")) {
                assertThat(text).as(place).hasSizeLessThan(60).doesNotEndWith(".");
              }
            });
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = CatalogueTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
