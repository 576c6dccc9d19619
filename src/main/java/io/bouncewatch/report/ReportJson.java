package io.bouncewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bouncewatch.event.Outcome;
import java.io.IOException;
import java.util.Map;

/** A report for programs; its fields are a contract. */
public final class ReportJson {

  private ReportJson() {}

  /** Writes the whole report as one object. */
  public static void write(Report report, JsonGenerator json) throws IOException {
    json.writeStartObject();
    lines(report.lines(), json);
    json.writeObjectFieldStart("outcomes");
    for (Map.Entry<Outcome, Long> outcome : report.outcomes().entrySet()) {
      json.writeNumberField(outcome.getKey().label(), outcome.getValue());
    }
    json.writeEndObject();
    codes(report, json);
    domains(report, json);
    json.writeArrayFieldStart("rejections");
    for (Report.RejectionCount rejection : report.rejections()) {
      json.writeStartObject();
      json.writeStringField("code", rejection.code().toString());
      json.writeNumberField("count", rejection.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void lines(LineCounts lines, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("lines");
    json.writeNumberField("read", lines.read());
    json.writeNumberField("parsed", lines.parsed());
    json.writeNumberField("ignored", lines.ignored());
    json.writeNumberField("unrecognised", lines.unrecognised());
    json.writeEndObject();
  }

  private static void codes(Report report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("codes");
    for (Report.CodeCount code : report.codes()) {
      json.writeStartObject();
      json.writeStringField("code", code.code().toString());
      json.writeStringField("type", code.type().label());
      json.writeNumberField("count", code.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("reasons");
    for (Report.CauseCount cause : report.reasons()) {
      json.writeStartObject();
      json.writeStringField("reason", cause.cause().reason().label());
      json.writeStringField("action", cause.cause().action().label());
      json.writeNumberField("count", cause.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void domains(Report report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("domains");
    for (Report.DomainCount domain : report.domains()) {
      json.writeStartObject();
      json.writeStringField("domain", domain.domain());
      json.writeStringField("provider", domain.provider());
      json.writeNumberField("delivered", domain.delivered());
      json.writeNumberField("soft", domain.soft());
      json.writeNumberField("hard", domain.hard());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
