package io.bouncewatch.explain;

import io.bouncewatch.bounce.catalogue.CodeEntry;
import io.bouncewatch.bounce.catalogue.Words;
import io.bouncewatch.event.Action;
import io.bouncewatch.event.BounceType;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Party;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is remarkable about a failure: codes that contradict each other, and what deceives. */
final class Notes {

  private final Explanation explanation;
  private final Incident incident;
  private final Response response;
  private final Words words;
  private final UnaryOperator<String> providerNames;
  private final List<String> notes = new ArrayList<>();

  private Notes(Explanation explanation, Words words, UnaryOperator<String> providerNames) {
    this.providerNames = providerNames;
    this.explanation = explanation;
    this.incident = explanation.incident();
    this.response = incident.response();
    this.words = words;
  }

  static List<String> of(
      Explanation explanation, Words words, UnaryOperator<String> providerNames) {
    Notes notes = new Notes(explanation, words, providerNames);
    notes.onCode();
    if (explanation.verdict() != null && incidentHasWords(explanation.incident())) {
      notes.onContradictions();
      notes.onDeceit(explanation.verdict());
      notes.onBlockList(explanation.verdict().list());
    }
    if (explanation.last() != null) {
      notes.add("expired_note");
    }
    if (explanation.incident().kind() == Incident.Kind.BOUNCE_MESSAGE) {
      notes.onReport();
    }
    return notes.notes;
  }

  private void onBlockList(@Nullable String list) {
    if (list != null) {
      add("block_list", Map.of("list", list));
    }
  }

  private static boolean incidentHasWords(Incident incident) {
    return incident.kind() != Incident.Kind.CODE && !incident.response().reply().isEmpty();
  }

  private void onCode() {
    Optional<EnhancedStatusCode> counted = explanation.countedCode();
    CodeEntry entry = explanation.entries().code();
    Integer replyCode = response.replyCode();
    if (incident.kind() == Incident.Kind.CODE
        && replyCode != null
        && response.replyStatus() == null) {
      notes.add(onReplyCode(replyCode));
    }
    if (counted.isPresent() && entry != null && !entry.code().equals(counted.get())) {
      onUnregistered(counted.get().toString(), entry);
    }
  }

  private void onUnregistered(String code, CodeEntry group) {
    if (explanation.entries().providerCode() == null) {
      add("unregistered_code", Map.of("code", code, "value", group.code().toString()));
    } else {
      String provider = providerNames.apply(explanation.provider());
      add("unregistered_provider_code", Map.of("code", code, "provider", provider));
    }
  }

  private String onReplyCode(int replyCode) {
    return words
        .find("reply_code." + replyCode)
        .or(() -> words.find("reply_code." + replyCode / 100))
        .orElse("");
  }

  private void onContradictions() {
    EnhancedStatusCode status = response.replyStatus();
    Integer replyCode = response.replyCode();
    EnhancedStatusCode counted = explanation.countedCode().orElse(null);
    if (counted == null) {
      return;
    }
    if (status != null && replyCode != null && replyCode / 100 != status.statusClass()) {
      add("codes_differ", Map.of("reply_code", replyCode.toString(), "code", status.toString()));
    } else if (incident.outcome() != Outcome.EXPIRED
        && replyCode != null
        && replyCode / 100 != counted.statusClass()) {
      add("class_changed", Map.of("value", replyCode.toString(), "code", counted.toString()));
    }
    if (explanation.basis() == Explanation.Basis.REASON && saysMore(counted)) {
      add("verdict.reply_beats_code", Map.of("code", counted.toString()));
    }
  }

  /** Whether a code says anything but its class. */
  private static boolean saysMore(EnhancedStatusCode code) {
    return code.subject() != 0 || code.detail() != 0;
  }

  private void onDeceit(Verdict verdict) {
    Outcome outcome = incident.outcome();
    if (outcome == null || outcome == Outcome.EXPIRED) {
      return;
    }
    boolean soft = outcome.type().filter(type -> type == BounceType.SOFT).isPresent();
    boolean dead = verdict.action() == Action.SUPPRESS && isDead(verdict.reason());
    if (soft && dead) {
      add("soft_but_dead_note");
    } else if (!soft
        && verdict.reason().party() == Party.RECIPIENT
        && verdict.action() != Action.SUPPRESS) {
      add("hard_but_alive_note");
    } else if (soft && verdict.action() == Action.RETRY) {
      add("retry_note");
    }
    if (verdict.reason() == Reason.UNDETERMINED) {
      add("no_reason");
    }
  }

  private void onReport() {
    if (incident.outcome() == Outcome.DEFERRED) {
      add("bounce.delay_only");
    }
    if (response.reply().isEmpty()) {
      add("bounce.no_reply");
    }
  }

  private static boolean isDead(Reason reason) {
    return switch (reason) {
      case BAD_MAILBOX, BAD_DOMAIN, INACTIVE_MAILBOX, MAILBOX_MOVED -> true;
      default -> false;
    };
  }

  private void add(String key) {
    add(key, Map.of());
  }

  private void add(String key, Map<String, String> values) {
    notes.add(words.of(key, values));
  }
}
