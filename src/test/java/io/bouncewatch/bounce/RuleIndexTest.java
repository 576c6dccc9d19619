package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.bouncewatch.SampleReplies;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The index answers as all rules asked in their order do. */
final class RuleIndexTest {

  private final List<Rule> rules = ShippedRules.load();
  private final RuleIndex index = new RuleIndex(rules);
  private final Random random = new Random(7);

  @Test
  void theGenuineReplies() throws IOException {
    Set<Question> questions = new LinkedHashSet<>();
    for (DeliveryEvent event : SampleReplies.inOrder()) {
      questions.add(Question.of(event.attempt(), event.provider()));
    }
    assertThat(questions).hasSizeGreaterThan(400);
    questions.forEach(this::check);
    mutationsOf(List.copyOf(questions), 1_500).forEach(this::check);
  }

  @Test
  void theExamplesOfAllRules() {
    List<Question> questions = new ArrayList<>();
    for (Rule rule : rules) {
      for (Rule.Example example : rule.examples()) {
        questions.add(
            Question.of(RuleExamples.attempt(rule, example), RuleExamples.provider(rule)));
      }
    }
    assertThat(questions).hasSizeGreaterThan(300);
    questions.forEach(this::check);
    mutationsOf(questions, 1_500).forEach(this::check);
  }

  /** Replies that are cut, glued together, repeated, and asked under other codes. */
  private List<Question> mutationsOf(List<Question> questions, int count) {
    List<Question> mutations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Question one = questions.get(random.nextInt(questions.size()));
      Question other = questions.get(random.nextInt(questions.size()));
      String text =
          switch (random.nextInt(4)) {
            case 0 -> one.text().substring(random.nextInt(one.text().length() + 1));
            case 1 -> one.text().substring(0, random.nextInt(one.text().length() + 1));
            case 2 -> one.text() + " " + other.text();
            default -> withSignChanged(one.text());
          };
      boolean asItWas = random.nextBoolean();
      mutations.add(
          new Question(
              one.provider(),
              asItWas ? one.stage() : other.stage(),
              asItWas ? one.code() : new EnhancedStatusCode(5, 0, 0),
              asItWas ? one.replyCode() : other.replyCode(),
              text));
    }
    return mutations;
  }

  private String withSignChanged(String text) {
    if (text.isEmpty()) {
      return "\uD83D\uDE00";
    }
    int at = random.nextInt(text.length());
    return text.substring(0, at) + "~ .:é-x".charAt(random.nextInt(7)) + text.substring(at + 1);
  }

  @Test
  void whatIsRememberedIsWhatWasAnswered() {
    RecentAnswers recent = new RecentAnswers();
    for (int i = 0; i < 20_000; i++) {
      Rule rule = i % 3 == 0 ? null : rules.get(i % rules.size());
      String text = "text " + i % 2_000 + (i % 7 == 0 ? " long".repeat(100) : "");
      Question question =
          new Question("other", SmtpStage.RCPT, new EnhancedStatusCode(5, 0, i % 5), 550, text);
      recent.remember(question, rule);
      RecentAnswers.Answer answer = recent.to(question);
      if (text.length() > 500) {
        assertThat(answer).isNull();
      } else {
        assertThat(answer).isEqualTo(new RecentAnswers.Answer(question, rule, null));
      }
      Question other =
          new Question("google", SmtpStage.RCPT, new EnhancedStatusCode(5, 0, 0), 550, text);
      assertThat(recent.to(other)).isNull();
    }
  }

  @Test
  void repliesThatDifferInALinkAloneAreToldApart() {
    BounceClassifier classifier = BounceClassifier.shipped();
    for (int i = 0; i < 3; i++) {
      for (boolean listed : List.of(true, false)) {
        String host = listed ? "www.spamhaus.org" : "www.hosting.example";
        Attempt attempt = Attempts.bounced("550 https://" + host + "/query/ip/192.0.2.1");
        Verdict verdict = classifier.classify(attempt, "other");
        assertThat(verdict.rule().equals("ip.list_in_link")).isEqualTo(listed);
        assertThat(verdict.list() != null).isEqualTo(listed);
      }
    }
  }

  private void check(Question question) {
    assertThat(index.firstFor(question)).as("%s", question).isSameAs(firstOfAll(question));
  }

  private @Nullable Rule firstOfAll(Question question) {
    for (Rule rule : rules) {
      if (rule.answers(question)) {
        return rule;
      }
    }
    return null;
  }

  @Test
  void wordsAreNoMoreThanAShortcut() {
    // The definition itself, without the words that a pattern needs.
    for (int i = 0; i < 30; i++) {
      Rule rule = rules.get(random.nextInt(rules.size()));
      String text = ReplyText.of(RuleExamples.attempt(rule, rule.examples().get(0)));
      for (Rule other : rules) {
        for (RulePattern pattern : other.patterns()) {
          assertThat(pattern.isIn(text))
              .as("%s in \"%s\"", pattern, text)
              .isEqualTo(
                  Pattern.compile(pattern.regex(), Pattern.CASE_INSENSITIVE).matcher(text).find());
        }
      }
    }
  }

  @Test
  void aHostileReplyIsAnsweredInTime() {
    String[] pieces = {
      "exceed over ", "quota ", "user mailbox ", "too many ", "is has been ", "(no such) ", "a"
    };
    for (String piece : pieces) {
      String text = piece.repeat(ReplyText.LONGEST / piece.length());
      Question question =
          new Question("other", SmtpStage.RCPT, new EnhancedStatusCode(5, 0, 0), 550, text);
      long start = System.nanoTime();
      index.firstFor(question);
      assertThat((System.nanoTime() - start) / 1e9).as(piece).isLessThan(2);
    }
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
