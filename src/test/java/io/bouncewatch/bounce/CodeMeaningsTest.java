package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bouncewatch.bounce.catalogue.Catalogue;
import io.bouncewatch.bounce.catalogue.Language;
import io.bouncewatch.event.EnhancedStatusCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CodeMeaningsTest {

  /** Somebody who goes from the dashboard to the page must not find another meaning. */
  @Test
  void thePageAndTheDashboardSayTheSame() throws IOException {
    Map<String, String> dashboard = new TreeMap<>();
    collect(
        new ObjectMapper().readTree(Path.of("grafana/dashboards/deliverability.json").toFile()),
        dashboard);
    Map<String, String> shipped = new TreeMap<>();
    CodeMeanings.load().all().forEach((code, words) -> shipped.put(code.toString(), words));
    assertThat(shipped).hasSizeGreaterThan(150).isEqualTo(dashboard);
  }

  /** Who looks up what the page shows must find more on it. */
  @Test
  void everyCodeOfThePageIsInTheCatalogue() {
    Catalogue catalogue = Catalogue.load(Language.EN);
    assertThat(CodeMeanings.load().all().keySet())
        .allMatch(code -> catalogue.code(code).isPresent());
  }

  private static void collect(JsonNode node, Map<String, String> found) {
    if (node.path("type").asText().equals("value")) {
      node.path("options")
          .properties()
          .forEach(
              option ->
                  EnhancedStatusCode.parse(option.getKey())
                      .ifPresent(
                          code ->
                              found.put(code.toString(), option.getValue().path("text").asText())));
    }
    node.forEach(child -> collect(child, found));
  }
}
