package io.bouncewatch.bounce.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bouncewatch.event.EnhancedStatusCode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A translator's slip is named with its file and key. */
class CatalogueFileTest {

  private static final String CODE =
      """
      "5.1.1":
        title: No
        meaning: >-
          Two
          lines.
        causes: one
        advice: [1, true]
      """;

  @Test
  void whateverLooksLikeANumberIsText() {
    CodeEntry entry =
        reader(Map.of("x/codes.yaml", CODE)).codes().get(new EnhancedStatusCode(5, 1, 1));
    assertThat(entry.texts().title()).isEqualTo("No");
    assertThat(entry.texts().meaning()).isEqualTo("Two lines.");
    assertThat(entry.texts().causes()).containsExactly("one");
    assertThat(entry.texts().advice()).containsExactly("1", "true");
    assertThat(entry.differing()).isEmpty();
  }

  @Test
  void faultsAreNamed() {
    assertFault(CODE + CODE, "x/codes.yaml", "5.1.1");
    assertFault(CODE.replace("title: No", "titel: No"), "5.1.1 has the field 'titel'");
    assertFault(CODE.replace("causes: one", "causes:"), "5.1.1 has no causes");
    assertFault(CODE.replace("causes: one", "causes: [[one]]"), "no text: [one]");
    assertFault(CODE.replace("title: No", "title: ' '"), "5.1.1 has no text in title");
    assertFault(CODE.replace("  title: No\n", ""), "5.1.1 has no title");
    assertFault(CODE.replace("5.1.1", "5.1"), "5.1 is no code");
    assertFault(CODE + "  guide: else\n", "5.1.1 has one reading");
    assertFault("- list", "is no mapping");
    assertFault("a: [", "x/codes.yaml");
    assertFault("\"5.1.1\": text", "5.1.1 has no fields");
    assertThatThrownBy(() -> reader(Map.of("x/reasons.yaml", "bad_mood: {}")).reasons())
        .hasMessageContaining("bad_mood");
    assertThatThrownBy(() -> reader(Map.of("x/words.yaml", "a: ' '")).words())
        .hasMessageContaining("a has no text");
  }

  @Test
  void placeholdersAreFilledIn() {
    Words words = reader(Map.of("x/words.yaml", "a: '{host} said {code}'\nb: plain")).words();
    assertThat(words.of("a", Map.of("host", "$1\\{code}", "code", "550")))
        .isEqualTo("$1\\{code} said 550");
    assertThat(words.find("c")).isEmpty();
    assertThatThrownBy(() -> words.of("a")).hasMessageContaining("{host}");
    assertThatThrownBy(() -> words.of("c")).hasMessageContaining("c");
  }

  private static void assertFault(String codes, String... words) {
    assertThatThrownBy(() -> reader(Map.of("x/codes.yaml", codes)).codes())
        .isInstanceOf(CatalogueFault.class)
        .message()
        .contains(words);
  }

  private static CatalogueReader reader(Map<String, String> files) {
    return new CatalogueReader(
        "x", name -> new ByteArrayInputStream(files.get(name).getBytes(StandardCharsets.UTF_8)));
  }
}
