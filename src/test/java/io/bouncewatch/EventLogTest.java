package io.bouncewatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bouncewatch.event.Action;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Confidence;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.EventFields;
import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Position;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The events as Logback writes them, told what to do by a file alone. */
class EventLogTest {

  private static final LoggerContext CONTEXT = (LoggerContext) LoggerFactory.getILoggerFactory();

  @TempDir Path directory;

  @AfterEach
  void restore() throws JoranException {
    CONTEXT.reset();
    new ContextInitializer(CONTEXT).autoConfig();
  }

  @Test
  void everyFieldOfAFailureIsInTheJson() throws Exception {
    List<DeliveryEvent> events =
        List.of(
            event(Outcome.BOUNCED, "kari@b.test"),
            event(Outcome.DEFERRED, "ola@b.test"),
            event(Outcome.EXPIRED, "per@b.test"));
    List<JsonNode> rows = written("INFO", events);
    assertThat(rows).hasSize(3);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(pairs(rows.get(i))).isEqualTo(fields(events.get(i)));
      assertThat(rows.get(i).get("loggerName").asText()).isEqualTo("bouncewatch.events");
    }
    assertThat(rows)
        .extracting(row -> row.get("level").asText())
        .containsExactly("WARN", "INFO", "WARN");
    assertThat(rows)
        .extracting(row -> row.get("message").asText())
        .containsExactly(
            "bounced 5.1.1 for b.test", "deferred 4.1.1 for b.test", "expired 5.4.7 for b.test");
    assertThat(fields(events.get(0)).keySet())
        .as("the event of this test has every field there is")
        .containsExactly(
            ("time mta service queue_id sender recipient original_recipient domain provider relay_host"
                    + " relay_ip transport outcome type code mta_code reply_code reply reason action rule"
                    + " confidence block_list delay_seconds source offset")
                .split(" "));
  }

  @Test
  void thatsNotForTheRootsAppenders() throws Exception {
    assertThat(written("INFO", List.of(event(Outcome.BOUNCED, "a@b.test")))).hasSize(1);
    Logger root = CONTEXT.getLogger(Logger.ROOT_LOGGER_NAME);
    assertThat(((ListAppender<ILoggingEvent>) root.getAppender("REST")).list).isEmpty();
  }

  @Test
  void theLevelSwitchesDeferralsOffAndOffAll() throws Exception {
    List<DeliveryEvent> events =
        List.of(event(Outcome.DEFERRED, "a@b.test"), event(Outcome.BOUNCED, "a@b.test"));
    assertThat(written("WARN", events))
        .extracting(row -> row.get("level").asText())
        .containsExactly("WARN");
    assertThat(written("OFF", events)).isEmpty();
  }

  @Test
  void whatDidNotFailIsNoEvent() throws Exception {
    List<DeliveryEvent> events = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      events.add(event(outcome, "a@b.test"));
    }
    assertThat(written("TRACE", events)).hasSize(3);
  }

  @Test
  void aStrangersTextStaysInItsPlace() throws Exception {
    DeliveryEvent event = event(Outcome.BOUNCED, "\"}],\n{\"x\u001b[2J{}\"@b.te\u001b[2J{}st");
    List<JsonNode> rows = written("INFO", List.of(event));
    assertThat(rows).hasSize(1);
    assertThat(pairs(rows.get(0))).isEqualTo(fields(event));
    assertThat(rows.get(0).get("message").asText()).isEqualTo("bounced 5.1.1 for b.te?[2j{}st");
  }

  private List<JsonNode> written(String level, List<DeliveryEvent> events) throws Exception {
    Path file = Files.createTempFile(directory, "events", ".json");
    CONTEXT.reset();
    CONTEXT.putProperty("events.file", file.toString());
    CONTEXT.putProperty("events.level", level);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(CONTEXT);
    configurator.doConfigure(EventLogTest.class.getResource("events-json.xml"));
    EventLog log = new EventLog();
    events.forEach(log::log);
    CONTEXT.getLogger(EventLog.LOGGER).detachAndStopAllAppenders();
    return rows(file);
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(new ObjectMapper().readTree(line));
    }
    return rows;
  }

  /** Logback's encoder writes every value as text. */
  private static Map<String, String> pairs(JsonNode row) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (JsonNode pair : row.get("kvpList")) {
      pair.properties().forEach(field -> pairs.put(field.getKey(), field.getValue().textValue()));
    }
    return pairs;
  }

  private static Map<String, String> fields(DeliveryEvent event) {
    Map<String, String> fields = new LinkedHashMap<>();
    EventFields.visit(event, (name, value) -> fields.put(name, value.toString()));
    return fields;
  }

  private static DeliveryEvent event(Outcome outcome, String recipient) {
    EnhancedStatusCode code = new EnhancedStatusCode(5, 1, 1);
    Attempt attempt =
        new Attempt(
            Instant.parse("2026-11-21T16:31:14Z"),
            new Origin(Mta.POSTFIX, "postfix", "4ABC"),
            new Envelope("from@a.test", recipient, "alias@a.test"),
            new Route("smtp", "mx.b.test", "192.0.2.1"),
            outcome,
            new Response("550 5.1.1 \"No\"\nsuch user æ", 550, code, "5.1.1", SmtpStage.RCPT),
            Duration.ofMillis(490));
    Verdict verdict =
        new Verdict(
            Reason.BAD_MAILBOX, Action.SUPPRESS, "rule.id", Confidence.HIGH, "Spamhaus ZEN");
    return new DeliveryEvent(attempt, "google", verdict, new Position("mail.log", 1234));
  }
}
