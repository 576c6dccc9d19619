package io.bouncewatch.bounce;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts each rule's examples before all rules. An example gets what its rule asks for and the text
 * does not say: provider, stage, code, class.
 */
final class RuleExamples {

  private static final Pattern REPLY =
      Pattern.compile(
          "(?<reply>[2-5]\\d\\d)(?:[ -]\\W{0,2}(?<code>[245]\\.\\d{1,3}\\.\\d{1,3})(?!\\d))?.*");

  private RuleExamples() {}

  static List<RuleFault> faults(List<Rule> rules) {
    RuleIndex index = new RuleIndex(rules);
    List<RuleFault> faults = new ArrayList<>();
    for (Rule rule : rules) {
      List<RuleFault> here = new ArrayList<>();
      int takenEarlier = 0;
      Rule taker = null;
      for (Rule.Example example : rule.examples()) {
        Question question = question(rule, example);
        Rule taken = index.firstFor(question);
        if (taken == null) {
          here.add(notTaken(rule, example, question.text()));
        } else if (!taken.place().equals(rule.place())) {
          here.add(takenByOther(rule, example, taken));
          takenEarlier += rules.indexOf(taken) < rules.indexOf(rule) ? 1 : 0;
          taker = taker == null ? taken : taker;
        }
      }
      if (taker != null && takenEarlier == rule.examples().size()) {
        faults.add(unreachable(rule, taker, rules));
      } else {
        faults.addAll(here);
      }
    }
    return faults;
  }

  /** An example as it would be asked about. */
  static Question question(Rule rule, Rule.Example example) {
    return Question.of(attempt(rule, example), provider(rule));
  }

  static String provider(Rule rule) {
    return rule.conditions().providers().stream().sorted().findFirst().orElse(Provider.OTHER);
  }

  static Attempt attempt(Rule rule, Rule.Example example) {
    Matcher reply = REPLY.matcher(example.reply());
    boolean remote = reply.matches();
    Integer replyCode = remote ? Integer.valueOf(reply.group("reply")) : null;
    String code = remote ? reply.group("code") : null;
    EnhancedStatusCode status = code == null ? null : EnhancedStatusCode.parse(code).orElse(null);
    RuleConditions asked = rule.conditions();
    SmtpStage stage = asked.stages().stream().sorted().findFirst().orElse(SmtpStage.UNKNOWN);
    return new Attempt(
        Instant.EPOCH,
        new Origin(Mta.POSTFIX, "postfix", null),
        new Envelope("news@sender.example", "anna@recipient.example", null),
        Route.NONE,
        soft(asked, replyCode) ? Outcome.DEFERRED : Outcome.BOUNCED,
        new Response(
            example.reply(), replyCode, status, status == null ? codeAsked(asked) : null, stage),
        null);
  }

  private static boolean soft(RuleConditions asked, @Nullable Integer replyCode) {
    if (asked.classes().size() == 1) {
      return asked.classes().contains(4);
    }
    return replyCode == null || replyCode / 100 == 4;
  }

  private static @Nullable String codeAsked(RuleConditions asked) {
    if (asked.codes().isEmpty()) {
      return null;
    }
    CodeRange range = asked.codes().get(0);
    return "5." + range.subject() + "." + range.first();
  }

  /** The text is shown too: names are masked in it, and words spelled out. */
  private static RuleFault notTaken(Rule rule, Rule.Example example, String text) {
    return new RuleFault(
        rule.place().file(),
        example.line(),
        "the example, which patterns see as '" + text + "', is not taken by its rule " + rule.id(),
        "correct the rule's pattern or conditions, or the example");
  }

  private static RuleFault takenByOther(Rule rule, Rule.Example example, Rule taken) {
    return new RuleFault(
        rule.place().file(),
        example.line(),
        "the example of " + rule.id() + " is taken by " + named(taken),
        "move the rule above " + taken.id() + " or make that one's pattern narrower");
  }

  /** Of a rule whose examples are all taken before it; says what is sure. */
  private static RuleFault unreachable(Rule rule, Rule taker, List<Rule> rules) {
    for (Rule earlier : rules.subList(0, rules.indexOf(rule))) {
      if (RuleCover.covers(earlier, rule)) {
        return new RuleFault(
            rule.place().file(),
            rule.place().line(),
            "rule "
                + rule.id()
                + " is never reached, since all it fits is taken by "
                + named(earlier),
            "remove it, or move it above " + earlier.id());
      }
    }
    return new RuleFault(
        rule.place().file(),
        rule.place().line(),
        "rule "
            + rule.id()
            + " is reached by none of its examples; they are taken by "
            + named(taker),
        "move it above " + taker.id() + " or make that one's pattern narrower");
  }

  private static String named(Rule rule) {
    return rule.id() + " in " + rule.place();
  }
}
