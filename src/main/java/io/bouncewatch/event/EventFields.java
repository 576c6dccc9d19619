package io.bouncewatch.event;

import org.jspecify.annotations.Nullable;

/**
 * A delivery event as flat named fields, in one order everywhere: the {@code events} command,
 * structured logging and forwarding. The names are a contract; fields without a value are left out.
 */
public final class EventFields {

  private EventFields() {}

  /**
   * Takes one field; the value is a {@link String}, {@link Integer}, {@link Long}, double or
   * boolean.
   */
  @FunctionalInterface
  public interface Visitor {
    void field(String name, Object value);
  }

  /** Shows every field that has a value. */
  public static void visit(DeliveryEvent event, Visitor visitor) {
    Attempt attempt = event.attempt();
    Envelope envelope = attempt.envelope();
    Optionally out = new Optionally(visitor);
    visitor.field("time", attempt.time().toString());
    visitor.field("mta", attempt.origin().mta().label());
    visitor.field("service", attempt.origin().service());
    out.field("queue_id", attempt.origin().queueId());
    out.field("sender", envelope.sender());
    out.field("recipient", envelope.recipient());
    out.field("original_recipient", envelope.originalRecipient());
    visitor.field("domain", envelope.domain());
    visitor.field("provider", event.provider());
    out.field("relay_host", attempt.route().host());
    out.field("relay_ip", attempt.route().ip());
    out.field("transport", attempt.route().transport());
    visitor.field("outcome", attempt.outcome().label());
    out.field("type", attempt.outcome().type().map(BounceType::label).orElse(null));
    visitor.field("code", attempt.code().toString());
    visitAnswer(attempt.response(), out);
    Verdict verdict = event.verdict();
    if (verdict != null) {
      visitor.field("reason", verdict.reason().label());
      visitor.field("action", verdict.action().label());
      visitor.field("rule", verdict.rule());
      visitor.field("confidence", verdict.confidence().label());
      out.field("block_list", verdict.list());
    }
    if (attempt.delay() != null) {
      visitor.field("delay_seconds", attempt.delay().toMillis() / 1000.0);
    }
    visitFacts(event.facts(), out);
    visitor.field("source", event.position().source());
    visitor.field("offset", event.position().offset());
  }

  private static void visitFacts(MessageFacts facts, Optionally out) {
    out.field("size", facts.size());
    out.field("recipients", facts.recipients());
    out.field("attempts", facts.attempts() == 0 ? null : facts.attempts());
    out.field("client", facts.client());
    out.field("login", facts.login());
    out.field("bounce_of", facts.noticeOf());
    out.field("incomplete", facts.incomplete() ? true : null);
  }

  private static void visitAnswer(Response response, Optionally out) {
    out.field("mta_code", response.mtaCode());
    out.field("reply_code", response.replyCode());
    out.field("reply", response.reply().isEmpty() ? null : response.reply());
  }

  private record Optionally(Visitor visitor) {
    void field(String name, @Nullable Object value) {
      if (value != null) {
        visitor.field(name, value);
      }
    }
  }
}
