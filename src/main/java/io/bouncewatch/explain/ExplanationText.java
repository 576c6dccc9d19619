package io.bouncewatch.explain;

import io.bouncewatch.bounce.Provider;
import io.bouncewatch.bounce.catalogue.CodeEntry;
import io.bouncewatch.bounce.catalogue.ProviderCode;
import io.bouncewatch.bounce.catalogue.ReasonEntry;
import io.bouncewatch.bounce.catalogue.Words;
import io.bouncewatch.event.Action;
import io.bouncewatch.event.BounceType;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Verdict;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An explanation for people, at most 80 columns wide. What a stranger wrote is made harmless first.
 */
public final class ExplanationText {

  /** Longest reply and longest name that are shown, in code points. */
  private static final int LONGEST_REPLY = 600;

  private static final int LONGEST_NAME = 254;
  private static final String SEPARATOR = " · ";

  private final Words words;
  private final UnaryOperator<String> providerNames;
  private final Page page = new Page();

  private ExplanationText(Words words, UnaryOperator<String> providerNames) {
    this.words = words;
    this.providerNames = providerNames;
  }

  /**
   * What an explanation says, in full.
   *
   * @param providerNames from the id of a provider to its name
   */
  public static String of(
      Explanation explanation, Words words, UnaryOperator<String> providerNames) {
    ExplanationText text = new ExplanationText(words, providerNames);
    text.write(explanation);
    return text.page.toString();
  }

  /**
   * What several explanations say, each with its number.
   *
   * @param providerNames from the id of a provider to its name
   */
  public static String of(
      List<Explanation> explanations, Words words, UnaryOperator<String> providerNames) {
    if (explanations.size() == 1) {
      return of(explanations.get(0), words, providerNames);
    }
    ExplanationText text = new ExplanationText(words, providerNames);
    String count = String.valueOf(explanations.size());
    for (int i = 0; i < explanations.size(); i++) {
      text.page.heading(
          words.of("heading.recipient", Map.of("number", String.valueOf(i + 1), "count", count)));
      text.page.gap();
      text.write(explanations.get(i));
      text.page.gap();
    }
    return text.page.toString().stripTrailing() + "\n";
  }

  private void write(Explanation explanation) {
    head(explanation);
    reply(explanation);
    page.heading(words.of("heading.meaning"));
    page.paragraph(explanation.meaning());
    Notes.of(explanation, words, providerNames).forEach(page::paragraph);
    verdict(explanation);
    whatToDo(explanation);
    causes(explanation);
    if (explanation.last() != null) {
      last(explanation.last());
    }
    general(explanation);
    readings(explanation);
    providerCode(explanation);
    labels(explanation);
  }

  /** What it is, in two lines. */
  private void head(Explanation explanation) {
    page.line(explanation.title());
    Incident incident = explanation.incident();
    page.line(code(explanation) + kind(incident));
    String recipient = incident.envelope().recipient();
    if (recipient != null && !recipient.isEmpty()) {
      page.line(label("label.recipient", name(recipient)));
    }
  }

  private String kind(Incident incident) {
    Outcome outcome = incident.outcome();
    if (incident.kind() == Incident.Kind.REJECTION) {
      return words.of("line.rejection");
    }
    return outcome == null
        ? words.of("type.unknown")
        : words.of("type." + outcome.type().map(BounceType::label).orElse("success"));
  }

  private static String code(Explanation explanation) {
    return explanation.countedCode().map(code -> code + SEPARATOR).orElse("");
  }

  private void reply(Explanation explanation) {
    Incident incident = explanation.incident();
    String reply = incident.response().reply();
    if (incident.kind() == Incident.Kind.CODE || reply.isEmpty()) {
      return;
    }
    page.heading(words.of("heading.reply"));
    page.paragraph(VisibleText.of(reply, LONGEST_REPLY));
    if (VisibleText.isLonger(reply, LONGEST_REPLY)) {
      page.paragraph(words.of("text_cut"));
    }
    String host = incident.route().host();
    if (host != null) {
      page.paragraph(words.of("answered_by_host", Map.of("host", name(host))));
    }
    if (!explanation.provider().equals(Provider.OTHER)) {
      page.paragraph(words.of("answered_by", Map.of("provider", providerName(explanation))));
    }
  }

  private String providerName(Explanation explanation) {
    return providerNames.apply(explanation.provider());
  }

  private void verdict(Explanation explanation) {
    Verdict verdict = explanation.verdict();
    ReasonEntry reason = explanation.entries().reason();
    if (verdict == null || reason == null || !explanation.isJudged()) {
      return;
    }
    page.heading(words.of("label.confidence"));
    boolean bare = explanation.incident().kind() == Incident.Kind.CODE;
    page.paragraph(
        words.of(bare ? "verdict.code_only" : "confidence." + verdict.confidence().label()));
    page.heading(words.of("label.party"));
    page.paragraph(reason.party());
  }

  private void whatToDo(Explanation explanation) {
    page.heading(words.of("heading.advice"));
    if (explanation.isJudged()) {
      page.paragraph(words.of(action(explanation.incident().outcome(), explanation.verdict())));
    }
    Verdict verdict = explanation.verdict();
    if (verdict != null && verdict.list() != null) {
      page.bullet(words.of("block_list.check", Map.of("list", verdict.list())));
    }
    explanation.advice().forEach(page::bullet);
  }

  /** A message that was given up is not retried by itself, whatever its reason. */
  private static String action(@Nullable Outcome outcome, @Nullable Verdict verdict) {
    if (verdict == null) {
      return "action.none";
    }
    boolean over = outcome == Outcome.BOUNCED || outcome == Outcome.EXPIRED;
    return verdict.action() == Action.RETRY && over
        ? "action.retry_hard"
        : "action." + verdict.action().label();
  }

  private void causes(Explanation explanation) {
    page.heading(words.of("heading.causes"));
    explanation.causes().forEach(page::bullet);
  }

  private void last(Explanation last) {
    page.heading(words.of("expired_last"));
    page.paragraph(code(last) + last.title());
    page.paragraph(last.meaning());
    last.advice().forEach(page::bullet);
  }

  /** What the code means by itself, where something else decided. */
  private void general(Explanation explanation) {
    CodeEntry code = explanation.entries().code();
    if (code != null && explanation.basis() != Explanation.Basis.CODE) {
      page.heading(words.of("heading.general"));
      page.paragraph(code.code() + SEPARATOR + code.texts().title());
      page.paragraph(code.texts().meaning());
    }
  }

  private void readings(Explanation explanation) {
    CodeEntry code = explanation.entries().code();
    if (code == null || code.differing().isEmpty()) {
      return;
    }
    CodeEntry.Readings readings = code.differing().get();
    page.heading(words.of("heading.two_readings"));
    page.paragraph(words.of("reading.guide") + ": " + readings.guide());
    page.paragraph(words.of("reading.registry") + ": " + readings.registry());
    page.paragraph(words.of("reading.note"));
  }

  private void providerCode(Explanation explanation) {
    ProviderCode own = explanation.entries().providerCode();
    if (own != null) {
      page.heading(words.of("heading.provider_code"));
      String names = own.providers().stream().map(providerNames).collect(Collectors.joining(", "));
      page.paragraph(words.of("provider_code_of", Map.of("provider", names)) + ": " + own.key());
      page.paragraph(label("label.source", own.source()));
    }
  }

  /** The same in the words that the metrics and events use. */
  private void labels(Explanation explanation) {
    Verdict verdict = explanation.verdict();
    if (verdict != null && explanation.isJudged()) {
      page.gap();
      page.line(
          String.join(
              SEPARATOR,
              label("label.reason", verdict.reason().label()),
              label("label.action", verdict.action().label()),
              label("label.rule", verdict.rule())));
    }
  }

  private String label(String key, String value) {
    return words.of(key) + ": " + value;
  }

  private static String name(String text) {
    return VisibleText.of(text, LONGEST_NAME);
  }
}
