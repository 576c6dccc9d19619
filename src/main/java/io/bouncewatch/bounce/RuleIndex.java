package io.bouncewatch.bounce;

import io.bouncewatch.bounce.match.StateBudget;
import io.bouncewatch.bounce.match.TextPattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first rule that answers without asking them all: one walk over the text finds every
 * word that any pattern needs, and only patterns whose words are there are looked at, in their
 * rules' order. Thread-safe.
 */
final class RuleIndex {

  /** For the states of all automata; what the sample replies need is a tenth of it. */
  private static final int STATE_BYTES = 4 << 20;

  private final StateBudget budget = new StateBudget(STATE_BYTES);
  private final List<IndexedPattern> patterns = new ArrayList<>();
  private final Map<String, Integer> placeOfWord = new HashMap<>();

  /** By word: the patterns that cannot be without one of a few words, of which this is one. */
  private final List<BitSet> callers = new ArrayList<>();

  /** The patterns that no word speaks for. */
  private final BitSet always = new BitSet();

  private final WordSearch search;

  RuleIndex(List<Rule> rules) {
    for (Rule rule : rules) {
      if (rule.patterns().isEmpty()) {
        always.set(patterns.size());
        patterns.add(IndexedPattern.conditionsOf(rule));
      }
      rule.patterns().forEach(pattern -> add(rule, pattern));
    }
    List<String> words = new ArrayList<>(java.util.Collections.nCopies(placeOfWord.size(), ""));
    placeOfWord.forEach((word, place) -> words.set(place, word));
    search = new WordSearch(words);
  }

  private void add(Rule rule, RulePattern pattern) {
    RequiredLiterals.Needs needs = pattern.needs();
    TextPattern text = needs.plain() ? null : new TextPattern(pattern.regex(), budget);
    if (needs.anyOf().isEmpty()) {
      always.set(patterns.size());
    }
    for (String word : needs.anyOf()) {
      callers.get(place(word)).set(patterns.size());
    }
    int[][][] places = new int[needs.alternatives().size()][][];
    for (int i = 0; i < places.length; i++) {
      places[i] = needs.alternatives().get(i).stream().map(this::places).toArray(int[][]::new);
    }
    patterns.add(new IndexedPattern(rule, places, text));
  }

  private int[] places(List<String> words) {
    return words.stream().mapToInt(this::place).toArray();
  }

  private int place(String word) {
    return placeOfWord.computeIfAbsent(
        word,
        added -> {
          callers.add(new BitSet());
          return callers.size() - 1;
        });
  }

  /** The first rule that answers; null if none does. */
  @Nullable Rule firstFor(Question question) {
    BitSet words = new BitSet(callers.size());
    BitSet candidates = (BitSet) always.clone();
    search.find(
        question.text(),
        word -> {
          if (!words.get(word)) {
            words.set(word);
            candidates.or(callers.get(word));
          }
        });
    for (int at = candidates.nextSetBit(0); at >= 0; at = candidates.nextSetBit(at + 1)) {
      IndexedPattern pattern = patterns.get(at);
      if (pattern.answers(question, words)) {
        return pattern.rule();
      }
    }
    return null;
  }
}
