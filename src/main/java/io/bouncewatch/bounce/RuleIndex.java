package io.bouncewatch.bounce;

import io.bouncewatch.bounce.match.RequiredLiterals;
import io.bouncewatch.bounce.match.StateBudget;
import io.bouncewatch.bounce.match.TextPattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
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

  /** By word: the patterns that cannot be without one of a few words, of which this is one. */
  private final IntRows callers;

  /** The patterns that no word speaks for. */
  private final BitSet always = new BitSet();

  private final WordSearch search;

  RuleIndex(List<Rule> rules) {
    Vocabulary vocabulary = new Vocabulary();
    for (Rule rule : rules) {
      if (rule.patterns().isEmpty()) {
        always.set(patterns.size());
        patterns.add(IndexedPattern.conditionsOf(rule));
      }
      rule.patterns().forEach(pattern -> add(rule, pattern, vocabulary));
    }
    callers = vocabulary.callers();
    search = new WordSearch(vocabulary.words());
  }

  private void add(Rule rule, RulePattern pattern, Vocabulary vocabulary) {
    RequiredLiterals needs = RequiredLiterals.of(pattern.regex());
    int place = patterns.size();
    TextPattern text = needs.areEnough() ? null : new TextPattern(pattern.regex(), budget);
    patterns.add(new IndexedPattern(rule, WordNeeds.of(needs, vocabulary::place), text));
    if (needs.areUnknown()) {
      always.set(place);
    } else {
      needs
          .alternatives()
          .forEach(one -> one.rarest().forEach(word -> vocabulary.call(word, place)));
    }
  }

  /** The words that patterns need, while the index is made. */
  private static final class Vocabulary {
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<BitSet> callers = new ArrayList<>();

    int place(String word) {
      return places.computeIfAbsent(
          word,
          added -> {
            callers.add(new BitSet());
            return callers.size() - 1;
          });
    }

    void call(String word, int pattern) {
      callers.get(place(word)).set(pattern);
    }

    /** In the order of their places. */
    List<String> words() {
      return List.copyOf(places.keySet());
    }

    IntRows callers() {
      return new IntRows(callers.stream().map(set -> set.stream().toArray()).toList());
    }
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
            for (int at = callers.begin(word); at < callers.end(word); at++) {
              candidates.set(callers.at(at));
            }
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
