package io.bouncewatch.bounce;

import com.google.re2j.PatternSyntaxException;
import io.bouncewatch.event.Action;
import io.bouncewatch.event.Confidence;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule while its lines are read. Used by one thread. */
final class RuleDraft {

  private static final int LONGEST_PATTERN = 500;

  /** What a rule asks for that takes any reply with a block list's name in it. */
  private static final String ANY_LIST = "any";

  private final String file;
  private final int start;
  private final String id;
  private final List<RuleFault> faults;
  private final int faultsBefore;

  private @Nullable Reason reason;
  private @Nullable Action action;
  private @Nullable Confidence confidence;
  private final Set<String> providers = new HashSet<>();
  private final Set<SmtpStage> stages = new HashSet<>();
  private final Set<Integer> classes = new HashSet<>();
  private final List<CodeRange> codes = new ArrayList<>();
  private final Set<Integer> replyCodes = new HashSet<>();
  private boolean list;
  private final boolean tested;
  private final List<RulePattern> patterns = new ArrayList<>();
  private final List<Rule.Example> examples = new ArrayList<>();

  RuleDraft(String file, int start, String id, boolean tested, List<RuleFault> faults) {
    this.file = file;
    this.tested = tested;
    this.start = start;
    this.id = id;
    this.faults = faults;
    this.faultsBefore = faults.size();
  }

  void set(int line, String key, String value) {
    if (value.isEmpty()) {
      fault(line, key + " is empty", "give it a value or drop the line");
      return;
    }
    switch (key) {
      case "reason" -> reason = one(line, key, value, Reason::parse, labels(Reason.values()));
      case "action" -> action = one(line, key, value, Action::parse, labels(Action.values()));
      case "confidence" ->
          confidence = one(line, key, value, RuleDraft::confidenceOf, labels(Confidence.values()));
      case "provider" ->
          each(line, key, value, KnownProviders::find, KnownProviders.near(value))
              .forEach(providers::add);
      case "stage" ->
          each(line, key, value, RuleDraft::stageOf, labels(SmtpStage.values()))
              .forEach(stages::add);
      case "class" -> each(line, key, value, RuleDraft::classOf, "4 or 5").forEach(classes::add);
      case "code" ->
          each(line, key, value, CodeRange::parse, "1.1, 7.606-649 or 7.*").forEach(codes::add);
      case "reply" ->
          each(line, key, value, RuleDraft::replyCodeOf, "three digits, such as 552, or none")
              .forEach(replyCodes::add);
      case "list" -> list = ANY_LIST.equals(one(line, key, value, RuleDraft::listOf, ANY_LIST));
      case "pattern" -> pattern(line, value);
      case "example" -> examples.add(new Rule.Example(line, value));
      default ->
          fault(
              line,
              "unknown key " + key,
              "use reason, action, confidence, provider, stage, class, code, reply, list, pattern or"
                  + " example");
    }
  }

  /** The rule, unless any of its lines was at fault. */
  Optional<Rule> finish() {
    RuleConditions conditions =
        new RuleConditions(providers, stages, classes, codes, replyCodes, list);
    boolean sound = faults.size() == faultsBefore;
    if (reason == null && sound) {
      fault(start, "rule " + id + " has no reason", "add reason = …, such as bad_mailbox");
    }
    if (patterns.isEmpty() && conditions.isEmpty() && sound) {
      fault(start, "rule " + id + " would take every reply", "add a pattern or a condition");
    }
    if (examples.isEmpty() && sound) {
      fault(start, "rule " + id + " has no example", "add example = a reply it is meant for");
    }
    if (reason == null || faults.size() > faultsBefore) {
      return Optional.empty();
    }
    Action wanted = action == null ? reason.defaultAction() : action;
    // Words are evidence; a bare code is a hint.
    Confidence usual = patterns.isEmpty() ? Confidence.MEDIUM : Confidence.HIGH;
    Verdict verdict = new Verdict(reason, wanted, id, confidence == null ? usual : confidence);
    return Optional.of(
        new Rule(new RulePlace(file, start), verdict, conditions, patterns, examples));
  }

  private void pattern(int line, String regex) {
    if (tested) {
      patterns.add(RulePattern.known(regex));
      return;
    }
    if (regex.length() > LONGEST_PATTERN) {
      fault(
          line,
          "the pattern is longer than " + LONGEST_PATTERN + " characters",
          "split it into several pattern lines");
      return;
    }
    try {
      RulePattern pattern = RulePattern.compile(regex);
      if (pattern.hasEmptyAlternative()) {
        fault(line, "the pattern has an empty alternative", "write (a|b)? for what may be missing");
        return;
      }
      if (pattern.matchesNothing()) {
        fault(line, "the pattern fits an empty text", "make part of it obligatory");
        return;
      }
      pattern.forgetCompiled();
      patterns.add(pattern);
    } catch (PatternSyntaxException broken) {
      fault(
          line,
          "not a regular expression: " + broken.getDescription() + " in " + regex,
          "write RE2 syntax, which has no look-around and no back references");
    }
  }

  private <T> @Nullable T one(
      int line, String key, String value, Function<String, Optional<T>> parse, String allowed) {
    List<T> values = each(line, key, value, parse, allowed);
    return values.size() == 1 ? values.get(0) : null;
  }

  private <T> List<T> each(
      int line, String key, String value, Function<String, Optional<T>> parse, String allowed) {
    List<T> read = new ArrayList<>();
    for (String word : value.split("\\s+", -1)) {
      parse
          .apply(word)
          .ifPresentOrElse(
              read::add, () -> fault(line, "no such " + key + ": " + word, "write " + allowed));
    }
    return read;
  }

  private void fault(int line, String problem, String fix) {
    faults.add(new RuleFault(file, line, problem, fix));
  }

  private static Optional<Confidence> confidenceOf(String label) {
    return Arrays.stream(Confidence.values()).filter(c -> c.label().equals(label)).findFirst();
  }

  private static Optional<SmtpStage> stageOf(String label) {
    return Arrays.stream(SmtpStage.values()).filter(s -> s.label().equals(label)).findFirst();
  }

  private static Optional<Integer> classOf(String digit) {
    return digit.equals("4") || digit.equals("5")
        ? Optional.of(Integer.valueOf(digit))
        : Optional.empty();
  }

  private static Optional<String> listOf(String value) {
    return value.equals(ANY_LIST) ? Optional.of(value) : Optional.empty();
  }

  private static Optional<Integer> replyCodeOf(String digits) {
    if (digits.equals("none")) {
      return Optional.of(Question.NO_REPLY_CODE);
    }
    return digits.matches("[2-5]\\d\\d") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
  }

  private static String labels(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
