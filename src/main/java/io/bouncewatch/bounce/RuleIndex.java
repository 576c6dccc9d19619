package io.bouncewatch.bounce;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which rules need to be asked about a text at all: those with a word of theirs in it, and
 * those that do not depend on words. Immutable and thread-safe.
 */
final class RuleIndex {

  private final List<Rule> rules;
  private final BitSet always = new BitSet();
  private final WordSearch search;

  /** The rules that a word speaks for. */
  private final List<BitSet> rulesOf = new ArrayList<>();

  RuleIndex(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    Map<String, Integer> places = new HashMap<>();
    List<String> words = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      for (String word : wordsOf(rule)) {
        int place = places.computeIfAbsent(word, added -> words.size());
        if (place == words.size()) {
          words.add(word);
          rulesOf.add(new BitSet());
        }
        rulesOf.get(place).set(rule);
      }
    }
    this.search = new WordSearch(words);
  }

  private List<String> wordsOf(int rule) {
    List<String> words = new ArrayList<>();
    List<RulePattern> patterns = rules.get(rule).patterns();
    for (RulePattern pattern : patterns) {
      if (pattern.anyOf().isEmpty()) {
        always.set(rule);
      }
      words.addAll(pattern.anyOf());
    }
    if (patterns.isEmpty()) {
      always.set(rule);
    }
    return words;
  }

  /** Places of the rules that may answer, in their order. */
  BitSet candidates(String text) {
    BitSet candidates = (BitSet) always.clone();
    search.find(text, word -> candidates.or(rulesOf.get(word)));
    return candidates;
  }
}
