package io.bouncewatch.bounce.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The automaton says what RE2 says. */
final class TextPatternTest {

  private final StateBudget budget = new StateBudget(1 << 20);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "a|bc|",
        "^ab$",
        "^(a|b)c|cb$",
        "\\bab\\b",
        "a\\B.",
        "(^|\\W)a+(\\W|$)",
        "a.{0,3}b.{2}c",
        "(ab?){2,}c",
        "(a*)*b",
        "(a|b|)+c",
        "[^ab]c[a-c]",
        "[]a-]x?[\\d_]",
        "\\S+ \\s*\\w\\W\\D",
        "[\\s\\d]a",
        "ka|sb|µ|å",
        "[à-ü]a|ł[^é]",
        "(?:a|b){3}",
        "a{2,}?b|c{0}b",
        "\\.\\(\\[~",
        "a$b|c^|^$a"
      })
  void findsWhatRe2Finds(String regex) {
    Pattern re2 = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    TextPattern pattern = new TextPattern(re2.pattern(), budget);
    assertThat(pattern.hasAutomaton()).isEqualTo(!re2.matcher("").find());
    Random random = new Random(regex.hashCode());
    String signs = "aaabbbccxyAB  1_.~([-ksſKµμåÅłé\n\u2028";
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int k = 0; k < length; k++) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      same(re2, pattern, text.toString());
    }
  }

  @Test
  void randomExpressionsFindWhatRe2Finds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 3_000; i++) {
      String regex = expression(random, 3);
      Pattern re2 = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
      TextPattern pattern = new TextPattern(re2.pattern(), budget);
      read += pattern.hasAutomaton() ? 1 : 0;
      for (int k = 0; k < 30; k++) {
        String text = text(random, "ab c");
        assertThat(pattern.isIn(text))
            .as("seed %d: %s in \"%s\"", seed, regex, text)
            .isEqualTo(re2.matcher(text).find());
      }
    }
    assertThat(read).isGreaterThan(500);
  }

  private static String expression(Random random, int depth) {
    if (depth == 0) {
      String[] atoms = {"a", "b", "c", " ", ".", "[ab]", "[^b]", "^", "$", "\\b", "\\S", "\\B"};
      return atoms[random.nextInt(atoms.length)];
    }
    String one = expression(random, depth - 1);
    String other = expression(random, depth - 1);
    return switch (random.nextInt(8)) {
      case 0 -> "(" + one + "|" + other + ")";
      case 1 -> "(" + one + ")?" + other;
      case 2 -> "(" + one + ")*" + other;
      case 3 -> "(" + one + "){1,3}" + other;
      case 4 -> "(" + one + ")+";
      default -> one + other;
    };
  }

  private static String text(Random random, String signs) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(10);
    for (int k = 0; k < length; k++) {
      text.append(signs.charAt(random.nextInt(signs.length())));
    }
    return text.toString();
  }

  @Test
  void everyLetterHasTheSameOtherCasesAsInRe2() {
    StringBuilder cased = new StringBuilder();
    // Latin, Greek and Cyrillic, and the signs that fold into them; rarer letters depend on whose
    // edition of Unicode is the newer one.
    for (int c = 0; c < 0x2130; c++) {
      boolean common = c < 0x530 || (c >= 0x1e00 && c < 0x2000) || c > 0x2100;
      if (common && (Character.toLowerCase(c) != c || Character.toUpperCase(c) != c)) {
        cased.append((char) c);
      }
    }
    for (int i = 0; i < cased.length(); i += 7) {
      String letter = cased.substring(i, i + 1);
      Pattern re2 = Pattern.compile(letter, Pattern.CASE_INSENSITIVE);
      TextPattern pattern = new TextPattern(re2.pattern(), budget);
      for (int k = 0; k < cased.length(); k++) {
        // Texts come in lower case; a few letters RE2 and Java lower differently.
        String text = cased.substring(k, k + 1).toLowerCase(Locale.ROOT);
        same(re2, pattern, text);
      }
    }
  }

  @Test
  void leavesToRe2WhatItDoesNotUnderstand() {
    for (String regex : List.of("\\x{41}b", "(?i)ab", "[[:alpha:]]b", "(?P<n>a)b", "\\Qa+\\E")) {
      Pattern re2 = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
      TextPattern pattern = new TextPattern(re2.pattern(), budget);
      assertThat(pattern.hasAutomaton()).as(regex).isFalse();
      same(re2, pattern, "xab");
      same(re2, pattern, "a+");
    }
    Pattern any = Pattern.compile("a.{2}b", Pattern.CASE_INSENSITIVE);
    same(any, new TextPattern(any.pattern(), budget), "a\uD83D\uDE00\uD83D\uDE00b");
    same(any, new TextPattern(any.pattern(), budget), "a\uD83D\uDE00b");
  }

  @Test
  void aTextThatLeadsToManyStatesCostsNoMoreMemoryThanTheBudget() {
    StateBudget small = new StateBudget(50_000);
    Pattern re2 = Pattern.compile("a[ab]{30}c|b.{0,40}a.{0,40}c", Pattern.CASE_INSENSITIVE);
    TextPattern pattern = new TextPattern(re2.pattern(), small);
    Random random = new Random(5);
    for (int i = 0; i < 100; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = 0; k < 300; k++) {
        text.append("aabbd".charAt(random.nextInt(5)));
      }
      same(re2, pattern, text + (i % 2 == 0 ? "c" : ""));
      assertThat(small.used()).isLessThanOrEqualTo(50_000);
    }
    assertThat(small.timesSpent()).isGreaterThan(10);
  }

  private static void same(Pattern re2, TextPattern pattern, String text) {
    assertThat(pattern.isIn(text))
        .as("%s in \"%s\"", re2, text)
        .isEqualTo(re2.matcher(text).find());
  }
}
