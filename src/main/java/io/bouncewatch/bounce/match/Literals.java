package io.bouncewatch.bounce.match;

import io.bouncewatch.bounce.match.Expression.Choice;
import io.bouncewatch.bounce.match.Expression.Letter;
import io.bouncewatch.bounce.match.Expression.Place;
import io.bouncewatch.bounce.match.Expression.Repeat;
import io.bouncewatch.bounce.match.Expression.Sequence;
import io.bouncewatch.bounce.match.RequiredLiterals.Alternative;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the texts that an expression fits, as RE2's prefilter has it: all of them, if
 * they are few and each can be written down; else words of which they hold some.
 *
 * @param all the texts, lower case; null if they can't be listed
 * @param alone whether to be one of these texts is enough, wherever it stands
 * @param demands of each, one word is in every text; if {@code all} is null
 */
record Literals(@Nullable Set<String> all, boolean alone, List<Set<String>> demands) {

  /** Texts beyond this number are not listed. */
  private static final int MOST = 4;

  /** Characters that are one letter, at most; Greek has some of four. */
  private static final int MOST_CASES = 4;

  /** Where every text must hold one of more words than this, walking through them costs more. */
  private static final int MOST_DEMANDED = 100;

  private static final Literals ANYTHING = new Literals(null, false, List.of());
  private static final Set<String> EMPTY_TEXT = Set.of("");

  static Literals of(Expression expression) {
    if (expression instanceof Letter letter) {
      return of(letter.set());
    } else if (expression instanceof Place) {
      return new Literals(EMPTY_TEXT, false, List.of());
    } else if (expression instanceof Sequence sequence) {
      return of(sequence);
    } else if (expression instanceof Choice choice) {
      return of(choice);
    }
    return of((Repeat) expression);
  }

  private static Literals listed(Set<String> all, boolean alone) {
    return new Literals(all, alone, List.of());
  }

  private static Literals demanding(List<Set<String>> demands) {
    return new Literals(null, false, demands);
  }

  /** As an alternative of the whole expression. */
  Alternative alternative() {
    List<Set<String>> words = all == null ? demands : demandOf(all);
    return new Alternative(
        words.stream().map(List::copyOf).toList(), all != null && alone && !words.isEmpty());
  }

  private static Literals of(CharacterSet set) {
    String lowerCase = lowerCase(set);
    if (lowerCase.isEmpty() || lowerCase.length() > MOST) {
      return ANYTHING;
    }
    Set<String> letters = new LinkedHashSet<>();
    for (int i = 0; i < lowerCase.length(); i++) {
      letters.add(String.valueOf(lowerCase.charAt(i)));
    }
    return listed(letters, true);
  }

  /**
   * The letters that a text, lower case, may have for a set; empty if they are many. The long s,
   * which is an s to RE2, is not looked for.
   */
  private static String lowerCase(CharacterSet set) {
    return set.size() > MOST_CASES * MOST ? "" : set.lowerCase().replace("\u017f", "");
  }

  private static Literals of(Sequence sequence) {
    Set<String> run = EMPTY_TEXT;
    boolean alone = true;
    boolean whole = true;
    List<Set<String>> demands = new ArrayList<>();
    for (int i = 0; i < sequence.parts().size(); i++) {
      String word = wordAt(sequence, i);
      i += Math.max(0, word.length() - 1);
      Literals next = word.isEmpty() ? of(sequence.parts().get(i)) : listed(Set.of(word), true);
      alone &= next.alone;
      if (next.all != null && run.size() * next.all.size() <= MOST) {
        run = joined(run, next.all);
      } else {
        whole = false;
        demands.addAll(demandOf(run));
        demands.addAll(next.demands);
        run = next.all == null ? EMPTY_TEXT : next.all;
      }
    }
    if (whole) {
      return listed(run, alone);
    }
    demands.addAll(demandOf(run));
    return demanding(demands);
  }

  /** The letters from a place on that are one character each. */
  private static String wordAt(Sequence sequence, int from) {
    StringBuilder word = new StringBuilder();
    for (Expression part : sequence.parts().subList(from, sequence.parts().size())) {
      String letter = part instanceof Letter one ? lowerCase(one.set()) : "";
      if (letter.length() != 1) {
        break;
      }
      word.append(letter);
    }
    return word.toString();
  }

  private static Literals of(Choice choice) {
    Set<String> texts = new LinkedHashSet<>();
    Set<String> words = new LinkedHashSet<>();
    boolean listed = true;
    boolean alone = true;
    boolean demanding = true;
    for (Expression alternative : choice.alternatives()) {
      Literals one = of(alternative);
      alone &= one.alone;
      listed &= one.all != null;
      texts.addAll(one.all == null ? Set.of() : one.all);
      List<String> rarest = one.alternative().rarest();
      demanding &= !rarest.isEmpty();
      words.addAll(rarest);
    }
    if (listed && texts.size() <= MOST) {
      return listed(texts, alone);
    }
    return demanding ? demanding(demandOf(words)) : ANYTHING;
  }

  private static Literals of(Repeat repeat) {
    Literals body = of(repeat.body());
    if (repeat.least() == 0) {
      if (repeat.most() != 1 || body.all == null || body.all.size() == MOST) {
        return ANYTHING;
      }
      Set<String> texts = new LinkedHashSet<>(EMPTY_TEXT);
      texts.addAll(body.all);
      return listed(texts, body.alone);
    }
    return demanding(body.all == null ? body.demands : demandOf(body.all));
  }

  private static Set<String> joined(Set<String> first, Set<String> second) {
    Set<String> texts = new LinkedHashSet<>();
    for (String begin : first) {
      second.forEach(end -> texts.add(begin + end));
    }
    return texts;
  }

  /** One demand, or none if the words say nothing; a word that holds another adds nothing. */
  private static List<Set<String>> demandOf(Set<String> words) {
    if (words.isEmpty() || words.contains("") || words.size() > MOST_DEMANDED) {
      return List.of();
    }
    Set<String> shortest = new LinkedHashSet<>();
    for (String word : words) {
      if (!holdsAnother(word, words)) {
        shortest.add(word);
      }
    }
    return List.of(shortest);
  }

  private static boolean holdsAnother(String word, Set<String> words) {
    for (String other : words) {
      if (other.length() < word.length() && word.contains(other)) {
        return true;
      }
    }
    return false;
  }
}
