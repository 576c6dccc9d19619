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

  static List<RuleFault> faults(String file, List<Rule> rules) {
    BounceClassifier classifier = BounceClassifier.of(rules);
    List<RuleFault> faults = new ArrayList<>();
    for (Rule rule : rules) {
      for (Rule.Example example : rule.examples()) {
        String taken = classifier.classify(attempt(rule, example), provider(rule)).rule();
        if (!taken.equals(rule.id())) {
          faults.add(fault(file, rule, example, taken));
        }
      }
    }
    return faults;
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

  private static RuleFault fault(String file, Rule rule, Rule.Example example, String taken) {
    return taken.equals("undetermined")
        ? new RuleFault(
            file,
            example.line(),
            "the example is not taken by its rule " + rule.id(),
            "correct the rule's pattern or conditions, or the example")
        : new RuleFault(
            file,
            example.line(),
            "the example of " + rule.id() + " is taken by " + taken,
            "move the rule above " + taken + " or make that one's pattern narrower");
  }
}
