package io.bouncewatch.bounce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with a user's rule files, taken together as they are asked: first file first, and
 * all of them before the shipped ones.
 */
public final class RuleCheck {

  /** Verdicts that no rule gives. */
  private static final Set<String> RESERVED = Set.of("undetermined", "outcome.expired");

  private final List<RuleFile> files;
  private final List<Rule> own = new ArrayList<>();
  private final List<Rule> shipped;

  /**
   * @param files in the order in which they are asked
   */
  public RuleCheck(List<RuleFile> files) {
    this(files, ShippedRules.load());
  }

  RuleCheck(List<RuleFile> files, List<Rule> shipped) {
    this.files = List.copyOf(files);
    this.shipped = List.copyOf(shipped);
    files.forEach(file -> own.addAll(file.rules()));
  }

  /**
   * Every fault, file by file and line by line. An example must be taken by its own rule, and an id
   * must be the only one of its name.
   */
  public List<RuleFault> faults() {
    List<RuleFault> all = new ArrayList<>();
    List<RuleFault> together = new ArrayList<>(sharedIds());
    together.addAll(RuleExamples.faults(own));
    for (RuleFile file : files) {
      List<RuleFault> here = new ArrayList<>(file.faults());
      together.stream().filter(fault -> fault.file().equals(file.file())).forEach(here::add);
      here.sort(Comparator.comparingInt(RuleFault::line));
      all.addAll(here);
    }
    return all;
  }

  private List<RuleFault> sharedIds() {
    List<RuleFault> faults = new ArrayList<>();
    Map<String, String> places = new HashMap<>();
    RESERVED.forEach(id -> places.put(id, "the program's own"));
    shipped.forEach(rule -> places.put(rule.id(), "a shipped rule's, in " + rule.place()));
    for (Rule rule : own) {
      String other = places.putIfAbsent(rule.id(), "in " + rule.place() + " too");
      if (other != null) {
        faults.add(
            new RuleFault(
                rule.place().file(),
                rule.place().line(),
                "the id " + rule.id() + " is " + other,
                "choose another id"));
      }
    }
    return faults;
  }

  /**
   * What the user's rules change: for each that takes examples of shipped rules and judges them
   * otherwise, one sentence with file and line. Not faults, since that is what such rules are for.
   */
  public static List<String> changes(List<Rule> own) {
    List<Rule> shipped = ShippedRules.load();
    RuleIndex index = new RuleIndex(own);
    Map<Rule, List<Rule>> overruled = new LinkedHashMap<>();
    own.forEach(rule -> overruled.put(rule, new ArrayList<>()));
    for (Rule rule : shipped) {
      for (Rule.Example example : rule.examples()) {
        Rule taker = index.firstFor(RuleExamples.question(rule, example));
        if (taker != null && differ(taker, rule)) {
          overruled.getOrDefault(taker, new ArrayList<>()).add(rule);
        }
      }
    }
    return overruled.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> sentence(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static boolean differ(Rule one, Rule other) {
    return one.verdict().reason() != other.verdict().reason()
        || one.verdict().action() != other.verdict().action();
  }

  private static String sentence(Rule rule, List<Rule> overruled) {
    Rule first = overruled.get(0);
    return "%s: rule %s takes %d of the shipped rules' examples, such as one of %s (%s)"
        .formatted(
            rule.place(),
            rule.id(),
            overruled.size(),
            first.id(),
            first.verdict().reason().label());
  }
}
