package io.bouncewatch.bounce.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguageTest {

  @Test
  void theFirstVariableThatSaysSomethingDecides() {
    assertThat(Language.of(Map.of())).isEqualTo(Language.EN);
    assertThat(Language.of(Map.of("LANG", "C.UTF-8"))).isEqualTo(Language.EN);
    assertThat(Language.of(Map.of("LANG", "en_GB.UTF-8"))).isEqualTo(Language.EN);
    assertThat(Language.of(Map.of("LANG", "de_DE.UTF-8"))).isEqualTo(Language.EN);
  }

  @Test
  void norwegianAndPolish() {
    assertThat(Language.of(Map.of("LANG", "nb_NO.UTF-8"))).isEqualTo(Language.NB);
    assertThat(Language.of(Map.of("LANG", "no_NO"))).isEqualTo(Language.NB);
    assertThat(Language.of(Map.of("LANG", "nn_NO.utf8"))).isEqualTo(Language.NB);
    assertThat(Language.of(Map.of("LC_ALL", "", "LC_MESSAGES", "pl_PL", "LANG", "nb_NO")))
        .isEqualTo(Language.PL);
    assertThat(Language.of(Map.of("LC_ALL", "C", "LANG", "pl_PL"))).isEqualTo(Language.EN);
    assertThat(Language.parse("nb")).contains(Language.NB);
    assertThat(Language.parse("pl-PL")).contains(Language.PL);
  }

  @Test
  void tagsAreReadAsLocalesHaveThem() {
    assertThat(Language.parse("EN-us")).contains(Language.EN);
    assertThat(Language.parse("english")).isEmpty();
    assertThat(Language.parse("de")).isEmpty();
    assertThat(Language.parse("")).isEmpty();
  }
}
