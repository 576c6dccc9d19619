package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.SampleReplies;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.ReplyTemplate;
import io.bouncewatch.event.UnknownReply;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pasted with a reason chosen, a suggestion is a sound rule that takes what it was made from. */
final class RuleSuggestionTest {

  private static final List<Rule> SHIPPED = ShippedRules.load();

  @Test
  void readsAsARule() {
    Attempt attempt =
        Attempts.bounced("550 5.7.1 Blorp (12) from [192.0.2.7] for <anna@b.test>. Try $5!");
    assertThat(RuleSuggestion.of(ReplyTemplates.of(attempt), Set.of("own.blorp_from_for_try")))
        .map(RuleSuggestion::text)
        .contains(
            """
            [own.blorp_from_for_try_2]
            reason = CHOOSE
            pattern = ^blorp \\(\\S+\\) from \\[\\S+\\] for <~>\\. try \\S+!$
            example = 550 5.7.1 blorp (42) from [192.0.2.1] for <host.example>. try a1b2c3!
            """);
  }

  @Test
  void untilAReasonIsChosenCheckAsksForIt() {
    String text = suggestion(Attempts.bounced("550 blorp happened")).text();
    assertThat(RuleFile.parse("own.rules", text).check())
        .singleElement()
        .asString()
        .startsWith("own.rules:2: no such reason: CHOOSE; write bad_mailbox, ");
  }

  @Test
  void allUnknownRepliesOfTheSampleLogs() throws IOException {
    Map<ReplyTemplate, DeliveryEvent> unknown = new HashMap<>();
    for (DeliveryEvent event : SampleReplies.inOrder()) {
      if (ReplyTemplates.isUnknown(event.attempt(), event.verdict())) {
        unknown.putIfAbsent(ReplyTemplates.of(event.attempt()), event);
      }
    }
    assertThat(unknown).hasSizeGreaterThan(5);
    unknown.forEach(
        (template, event) -> {
          if (template.text().matches(".*[a-z]{3}.*")) {
            holds(event.attempt(), event.provider());
          }
        });
  }

  @Test
  void allOfThemStandInOneFileTogether() throws IOException {
    Map<ReplyTemplate, UnknownReply> unknown = new LinkedHashMap<>();
    for (DeliveryEvent event : SampleReplies.inOrder()) {
      if (ReplyTemplates.isUnknown(event.attempt(), event.verdict())) {
        ReplyTemplate template = ReplyTemplates.of(event.attempt());
        unknown.putIfAbsent(
            template, UnknownReply.once(template, event.attempt().time(), event.provider()));
      }
    }
    List<RuleSuggestions.Suggested> all = new RuleSuggestions(List.copyOf(unknown.values())).all();
    assertThat(all).hasSameSizeAs(unknown.keySet());
    assertThat(all).noneMatch(one -> one.rule().isPresent() && one.taker().isPresent());
    assertThat(all).anyMatch(one -> one.taker().isPresent());
    StringBuilder file = new StringBuilder();
    all.forEach(one -> one.rule().ifPresent(rule -> file.append(rule.text("greylisted"))));
    RuleFile pasted = RuleFile.parse("own.rules", file.toString());
    assertThat(new RuleCheck(List.of(pasted), SHIPPED).faults()).isEmpty();
    assertThat(pasted.rules()).hasSizeGreaterThan(5);
  }

  @Test
  void anyReplyAtAll() {
    // Examples of shipped rules, as if nobody had known them.
    Random random = new Random(3);
    int held = 0;
    for (int i = 0; i < 150; i++) {
      Rule rule = SHIPPED.get(random.nextInt(SHIPPED.size()));
      Attempt attempt = RuleExamples.attempt(rule, rule.examples().get(0));
      // A few words are too few for a rule of their own, but not many.
      if (RuleSuggestion.of(ReplyTemplates.of(attempt), new HashSet<>()).isPresent()) {
        holds(attempt, "other");
        held++;
      }
    }
    assertThat(held).isGreaterThan(120);
    for (String odd :
        List.of(
            "550 " + "long words to the end ".repeat(40),
            "550 \u202eevil one",
            "550 a|b(c) [d] e\\f words",
            "550 ^words $*** x")) {
      holds(Attempts.bounced(odd), "other");
    }
  }

  @Test
  void aReplyWithoutWordsGetsNoRule() {
    for (String reply : List.of("550", "550 5.7.1", "421 4.3.2 !!!", "x", "550 ~ ~ 17")) {
      ReplyTemplate template = ReplyTemplates.of(Attempts.bounced(reply));
      assertThat(RuleSuggestion.of(template, Set.of())).as(reply).isEmpty();
    }
  }

  private static void holds(Attempt attempt, String provider) {
    RuleSuggestion suggestion = suggestion(attempt);
    RuleFile pasted = RuleFile.parse("own.rules", suggestion.text("policy_rejected"));
    assertThat(new RuleCheck(List.of(pasted), SHIPPED).faults()).as("%s", suggestion).isEmpty();
    Rule taker = new RuleIndex(pasted.orThrow()).firstFor(Question.of(attempt, provider));
    assertThat(taker)
        .as("%s of %s", suggestion, attempt.response().reply())
        .isSameAs(pasted.rules().get(0));
  }

  private static RuleSuggestion suggestion(Attempt attempt) {
    return RuleSuggestion.of(ReplyTemplates.of(attempt), new HashSet<>()).orElseThrow();
  }
}
