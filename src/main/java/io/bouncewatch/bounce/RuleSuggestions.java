package io.bouncewatch.bounce;

import io.bouncewatch.event.Reason;
import io.bouncewatch.event.UnknownReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Suggests rules for many replies that may stand in one file together: where the rule of one takes
 * another one too, that one needs none.
 */
public final class RuleSuggestions {

  private final Map<UnknownReply, RuleSuggestion> suggestions = new HashMap<>();
  private final Map<UnknownReply, String> takers = new HashMap<>();
  private final List<UnknownReply> order = new ArrayList<>();

  /**
   * @param replies in the order of their importance
   */
  public RuleSuggestions(List<UnknownReply> replies) {
    Set<String> ids = new HashSet<>();
    for (UnknownReply reply : replies) {
      RuleSuggestion.of(reply.template(), ids)
          .ifPresent(
              suggestion -> {
                ids.add(suggestion.id());
                suggestions.put(reply, suggestion);
              });
    }
    order.addAll(replies);
    leaveOutWhatIsTaken();
  }

  /**
   * A reply with its rule.
   *
   * @param rule absent if the reply has no words, or another's rule takes it
   * @param taker id of that other rule
   */
  public record Suggested(
      UnknownReply reply, Optional<RuleSuggestion> rule, Optional<String> taker) {}

  /** All replies, in the order in which their rules may be asked. */
  public List<Suggested> all() {
    return order.stream()
        .map(
            reply ->
                new Suggested(
                    reply,
                    Optional.ofNullable(suggestions.get(reply)),
                    Optional.ofNullable(takers.get(reply))))
        .toList();
  }

  /** Again after each change: what took one reply may itself be left out. */
  private void leaveOutWhatIsTaken() {
    Map<UnknownReply, String> taken = taken();
    while (!taken.isEmpty()) {
      Set<String> ids = new HashSet<>();
      taken.keySet().forEach(reply -> ids.add(idOf(reply)));
      taken.forEach(
          (reply, taker) -> {
            if (!ids.contains(taker)) {
              suggestions.remove(reply);
              takers.put(reply, taker);
            }
          });
      taken = taken();
    }
  }

  private String idOf(UnknownReply reply) {
    RuleSuggestion suggestion = suggestions.get(reply);
    return suggestion == null ? "" : suggestion.id();
  }

  /** Replies whose own rule is not the first that takes them, with the rule that is. */
  private Map<UnknownReply, String> taken() {
    Map<UnknownReply, Rule> rules = new HashMap<>();
    List<Rule> all = new ArrayList<>();
    for (UnknownReply reply : order) {
      RuleSuggestion suggestion = suggestions.get(reply);
      if (suggestion != null) {
        String text = suggestion.text(Reason.UNDETERMINED.label());
        Rule rule = RuleFile.parse(suggestion.id(), text).orThrow().get(0);
        rules.put(reply, rule);
        all.add(rule);
      }
    }
    RuleIndex index = new RuleIndex(all);
    Map<UnknownReply, String> taken = new HashMap<>();
    rules.forEach(
        (reply, rule) -> {
          Rule taker = first(index, rule);
          if (taker != null && !taker.id().equals(rule.id())) {
            taken.put(reply, taker.id());
          }
        });
    return taken;
  }

  private static @Nullable Rule first(RuleIndex index, Rule rule) {
    return index.firstFor(RuleExamples.question(rule, rule.examples().get(0)));
  }
}
