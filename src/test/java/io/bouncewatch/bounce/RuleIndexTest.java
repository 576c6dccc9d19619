package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The index never leaves out a rule that would have answered. */
class RuleIndexTest {

  private final List<Rule> rules = ShippedRules.load();
  private final RuleIndex index = new RuleIndex(rules);

  @Test
  void everyPatternThatIsInATextIsAmongItsCandidates() throws IOException {
    Random random = new Random(7);
    List<String> texts = texts();
    assertThat(texts).hasSizeGreaterThan(300);
    for (String text : texts) {
      check(text);
      // Two replies cut and glued together hold words at odd places.
      String other = texts.get(random.nextInt(texts.size()));
      check(text.substring(random.nextInt(text.length() + 1)) + other);
    }
  }

  private void check(String text) {
    var candidates = index.candidates(text);
    for (int rule = 0; rule < rules.size(); rule++) {
      for (RulePattern pattern : rules.get(rule).patterns()) {
        if (pattern.isIn(text)) {
          assertThat(candidates.get(rule)).as("%s in %s", pattern, text).isTrue();
        }
      }
    }
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    rules.forEach(
        rule ->
            rule.examples()
                .forEach(example -> texts.add(example.reply().toLowerCase(java.util.Locale.ROOT))));
    return texts;
  }

  @Test
  void wordsInsideOfWordsAreFound() {
    WordSearch search = new WordSearch(List.of("user", "use", "ser", "unknown user", "ühr", "r"));
    TreeSet<Integer> found = new TreeSet<>();
    search.find("an unknown user führt", found::add);
    assertThat(found).containsExactly(0, 1, 2, 3, 4, 5);
    found.clear();
    search.find("unknown use", found::add);
    assertThat(found).containsExactly(1);
    found.clear();
    search.find("", found::add);
    assertThat(found).isEmpty();
  }
}
