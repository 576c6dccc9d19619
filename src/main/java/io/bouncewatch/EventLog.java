package io.bouncewatch;

import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.EventFields;
import io.bouncewatch.event.Outcome;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes every failed attempt to logger {@value #LOGGER} with its fields as key-value pairs:
 * deferrals at INFO, bounces and expiries at WARN. Where it goes is Logback's business.
 */
final class EventLog {

  static final String LOGGER = "bouncewatch.events";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  void log(DeliveryEvent event) {
    Outcome outcome = event.attempt().outcome();
    Level level = outcome == Outcome.DEFERRED ? Level.INFO : Level.WARN;
    if (!outcome.isFailure() || !LOG.isEnabledForLevel(level)) {
      return;
    }
    Fields fields = new Fields(LOG.atLevel(level));
    EventFields.visit(event, fields);
    fields.builder.log(
        String.format(
            Locale.ROOT,
            "%s %s for %s",
            outcome.label(),
            event.attempt().code(),
            // A stranger's text: an appender that writes plain lines would hand it to a terminal.
            event.attempt().envelope().domain().replaceAll("\\p{Cntrl}", "?")));
  }

  private static final class Fields implements EventFields.Visitor {
    private LoggingEventBuilder builder;

    Fields(LoggingEventBuilder builder) {
      this.builder = builder;
    }

    @Override
    public void field(String name, Object value) {
      builder = builder.addKeyValue(name, value);
    }
  }
}
