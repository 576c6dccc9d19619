package io.bouncewatch.bounce;

import io.bouncewatch.event.SmtpStage;
import java.util.List;
import java.util.Set;

/**
 * What must hold beside the words of a reply. An empty condition holds always.
 *
 * @param classes 4, 5: what the MTA did
 * @param replyCodes of three digits, or {@link Question#NO_REPLY_CODE}
 * @param list whether the reply must name a block list
 */
record RuleConditions(
    Set<String> providers,
    Set<SmtpStage> stages,
    Set<Integer> classes,
    List<CodeRange> codes,
    Set<Integer> replyCodes,
    boolean list) {

  RuleConditions {
    providers = Set.copyOf(providers);
    stages = Set.copyOf(stages);
    classes = Set.copyOf(classes);
    codes = List.copyOf(codes);
    replyCodes = Set.copyOf(replyCodes);
  }

  boolean isEmpty() {
    return providers.isEmpty()
        && stages.isEmpty()
        && classes.isEmpty()
        && codes.isEmpty()
        && replyCodes.isEmpty()
        && !list;
  }

  boolean hold(Question question) {
    return (classes.isEmpty() || classes.contains(question.code().statusClass()))
        && (stages.isEmpty() || stages.contains(question.stage()))
        && (codes.isEmpty() || anyCodeHolds(question))
        && (replyCodes.isEmpty() || replyCodes.contains(question.replyCode()))
        && (providers.isEmpty() || providers.contains(question.provider()))
        && (!list || question.list() != null);
  }

  private boolean anyCodeHolds(Question question) {
    for (CodeRange range : codes) {
      if (range.holds(question.code())) {
        return true;
      }
    }
    return false;
  }
}
