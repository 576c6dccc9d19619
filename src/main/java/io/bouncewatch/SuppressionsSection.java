package io.bouncewatch;

import io.bouncewatch.ledger.StrikeRule;
import io.bouncewatch.ledger.SuppressionPolicy;
import java.util.function.Consumer;
import org.yaml.snakeyaml.nodes.Node;

/** The keys that say which addresses are listed as not to be mailed any more. */
final class SuppressionsSection {

  private static final int MOST_DAYS = 36_500;
  private static final int MOST_ADDRESSES = 5_000_000;

  private final YamlFaults faults;
  private StrikeRule mailboxFull;
  private StrikeRule undetermined;
  private int keepDays;
  private int keepStruckDays;
  private int most;

  SuppressionsSection(YamlFaults faults, SuppressionPolicy defaults) {
    this.faults = faults;
    this.mailboxFull = defaults.mailboxFull();
    this.undetermined = defaults.undetermined();
    this.keepDays = defaults.keepDays();
    this.keepStruckDays = defaults.keepStruckDays();
    this.most = defaults.most();
  }

  SuppressionPolicy policy() {
    return new SuppressionPolicy(mailboxFull, undetermined, keepDays, keepStruckDays, most);
  }

  void read(Node node) {
    new YamlSection(faults, "suppressions.")
        .section("mailbox_full", rule -> read("mailbox_full", rule, mailboxFull, this::full))
        .section("undetermined", rule -> read("undetermined", rule, undetermined, this::unclear))
        .number("keep_days", 1, MOST_DAYS, number -> keepDays = number)
        .number("keep_struck_days", 1, MOST_DAYS, number -> keepStruckDays = number)
        .number("most", 1, MOST_ADDRESSES, number -> most = number)
        .read(node);
  }

  private void full(StrikeRule rule) {
    mailboxFull = rule;
  }

  private void unclear(StrikeRule rule) {
    undetermined = rule;
  }

  private void read(String key, Node node, StrikeRule defaults, Consumer<StrikeRule> setter) {
    int[] found = {defaults.strikes(), defaults.days()};
    String prefix = "suppressions." + key;
    new YamlSection(faults, prefix + ".")
        .number("strikes", 0, StrikeRule.MOST_STRIKES, number -> found[0] = number)
        .number("days", 1, MOST_DAYS, number -> found[1] = number)
        .read(node);
    try {
      setter.accept(new StrikeRule(found[0], found[1]));
    } catch (IllegalArgumentException e) {
      faults.add(node, prefix + ": " + e.getMessage());
    }
  }
}
