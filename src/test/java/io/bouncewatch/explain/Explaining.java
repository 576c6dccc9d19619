package io.bouncewatch.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.Provider;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.bounce.catalogue.Catalogue;
import io.bouncewatch.bounce.catalogue.Language;
import java.io.IOException;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Explains texts as the command does. */
final class Explaining {

  private static final BounceClassifier CLASSIFIER = BounceClassifier.shipped();
  private static final ProviderDirectory PROVIDERS = ProviderDirectory.load();
  private static final Map<String, String> NAMES =
      PROVIDERS.providers().stream().collect(Collectors.toMap(Provider::id, Provider::name));
  private static final Map<Language, Catalogue> CATALOGUES = new EnumMap<>(Language.class);

  private Explaining() {}

  static Catalogue catalogue(Language language) {
    return CATALOGUES.computeIfAbsent(language, Catalogue::load);
  }

  static Explanation of(String text) {
    return of(new Reading().text(text).orElseThrow(), Language.EN);
  }

  static Explanation of(Incident incident, Language language) {
    return new Explainer(catalogue(language), PROVIDERS, CLASSIFIER).explain(incident);
  }

  static String text(String text) {
    return text(of(text), Language.EN);
  }

  static String text(Explanation explanation, Language language) {
    return ExplanationText.of(
        explanation, catalogue(language).words(), id -> NAMES.getOrDefault(id, id));
  }

  static JsonNode json(Explanation explanation) throws IOException {
    StringWriter out = new StringWriter();
    ObjectMapper mapper = new ObjectMapper();
    try (JsonGenerator json = mapper.createGenerator(out)) {
      new ExplanationJson(json).write(explanation);
    }
    return mapper.readTree(out.toString());
  }
}
