package io.bouncewatch.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bouncewatch.bounce.Provider;
import io.bouncewatch.bounce.catalogue.CodeEntry;
import io.bouncewatch.bounce.catalogue.ProviderCode;
import io.bouncewatch.event.BounceType;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An explanation as one JSON object. The names are a contract; fields without a value are left out.
 */
public final class ExplanationJson {

  /** Longest reply that is repeated, in characters; as much as the classifier reads. */
  private static final int LONGEST_REPLY = 2_000;

  private final JsonGenerator json;

  public ExplanationJson(JsonGenerator json) {
    this.json = json;
  }

  /** Writes the object. */
  public void write(Explanation explanation) throws IOException {
    json.writeStartObject();
    Incident incident = explanation.incident();
    Outcome outcome = incident.outcome();
    optional("code", explanation.countedCode().orElse(null));
    optional("type", outcome == null ? null : outcome.type().map(BounceType::label).orElse(null));
    json.writeStringField("title", explanation.title());
    json.writeStringField("meaning", explanation.meaning());
    list("causes", explanation.causes());
    list("advice", explanation.advice());
    writeVerdict(explanation.verdict());
    json.writeStringField("basis", explanation.basis().name().toLowerCase(Locale.ROOT));
    optional("outcome", outcome == null ? null : outcome.label());
    writeProvider(explanation);
    writeCode(explanation);
    writeAnswer(incident);
    if (explanation.last() != null) {
      json.writeFieldName("last");
      write(explanation.last());
    }
    json.writeEndObject();
  }

  private void writeVerdict(@Nullable Verdict verdict) throws IOException {
    if (verdict != null) {
      json.writeStringField("reason", verdict.reason().label());
      json.writeStringField("action", verdict.action().label());
      json.writeStringField("rule", verdict.rule());
      json.writeStringField("confidence", verdict.confidence().label());
      json.writeStringField("party", verdict.reason().party().label());
      optional("block_list", verdict.list());
    }
  }

  private void writeProvider(Explanation explanation) throws IOException {
    if (!explanation.provider().equals(Provider.OTHER)) {
      json.writeStringField("provider", explanation.provider());
    }
    ProviderCode own = explanation.entries().providerCode();
    if (own != null) {
      json.writeStringField("provider_code", own.key());
      json.writeStringField("source", own.source());
    }
  }

  private void writeCode(Explanation explanation) throws IOException {
    CodeEntry entry = explanation.entries().code();
    if (entry == null) {
      return;
    }
    json.writeStringField("code_explained", entry.code().toString());
    json.writeStringField("code_title", entry.texts().title());
    if (entry.differing().isPresent()) {
      json.writeObjectFieldStart("readings");
      json.writeStringField("guide", entry.differing().get().guide());
      json.writeStringField("registry", entry.differing().get().registry());
      json.writeEndObject();
    }
  }

  private void writeAnswer(Incident incident) throws IOException {
    Response response = incident.response();
    optional("recipient", incident.envelope().recipient());
    optional("relay_host", incident.route().host());
    optional("relay_ip", incident.route().ip());
    optional("stage", response.stage() == SmtpStage.UNKNOWN ? null : response.stage().label());
    optional("mta_code", response.mtaCode());
    if (response.replyCode() != null) {
      json.writeNumberField("reply_code", response.replyCode());
    }
    String reply = response.reply();
    if (!reply.isEmpty()) {
      json.writeStringField("reply", capped(reply));
    }
  }

  /** Never ends within a pair of surrogates. */
  private static String capped(String reply) {
    if (reply.length() <= LONGEST_REPLY) {
      return reply;
    }
    boolean splits = Character.isHighSurrogate(reply.charAt(LONGEST_REPLY - 1));
    return reply.substring(0, splits ? LONGEST_REPLY - 1 : LONGEST_REPLY);
  }

  private void optional(String name, @Nullable Object value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }

  private void list(String name, List<String> items) throws IOException {
    json.writeArrayFieldStart(name);
    for (String item : items) {
      json.writeString(item);
    }
    json.writeEndArray();
  }
}
