package io.bouncewatch.bounce;

import java.util.ArrayList;
import java.util.List;

/** The rules in the jar, in the order of their files: from the surest words to the bare codes. */
final class ShippedRules {

  static final List<String> FILES =
      List.of(
          "mta.rules",
          "microsoft.rules",
          "google.rules",
          "operators-americas.rules",
          "operators-europe.rules",
          "operators-asia.rules",
          "gateways.rules",
          "servers.rules",
          "pace.rules",
          "proof.rules",
          "languages.rules",
          "languages-germanic.rules",
          "languages-romance.rules",
          "languages-slavic.rules",
          "languages-asian.rules",
          "sender.rules",
          "lists.rules",
          "size.rules",
          "content.rules",
          "recipient.rules",
          "system.rules",
          "policy.rules",
          "codes.rules");

  private ShippedRules() {}

  static List<Rule> load() {
    List<Rule> rules = new ArrayList<>();
    List<RuleFault> faults = new ArrayList<>();
    for (String file : FILES) {
      RuleFile read = RuleFile.parseTested(file, Resources.text("rules/" + file));
      rules.addAll(read.rules());
      faults.addAll(read.faults());
    }
    if (!faults.isEmpty()) {
      throw new RuleFileException(faults);
    }
    return rules;
  }
}
