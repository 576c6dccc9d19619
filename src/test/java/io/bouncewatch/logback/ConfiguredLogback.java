package io.bouncewatch.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.status.Status;
import java.util.List;

/** A Logback of its own, as a real {@code logback.xml} makes it. */
final class ConfiguredLogback {

  static final String BOUNCED =
      "postfix/smtp[15610]: 64BB631: to=<kari@b.test>, relay=mx.b.test[192.0.2.1]:25, delay=0.49,"
          + " delays=0.4/0.09/0/0, dsn=5.1.1, status=bounced (host mx.b.test[192.0.2.1] said:"
          + " 550 5.1.1 User unknown (in reply to RCPT TO command))";

  private final LoggerContext context = new LoggerContext();

  ConfiguredLogback with(String property, String value) {
    context.putProperty(property, value);
    return this;
  }

  /** Configures as at the start; a second time as when {@code scan} finds the file changed. */
  ConfiguredLogback configure(String resource) {
    context.start();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(ConfiguredLogback.class.getResource(resource));
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  void reset() {
    context.reset();
  }

  void stop() {
    context.stop();
  }

  Logger log() {
    return context.getLogger("app");
  }

  BounceAppender bounces() {
    return (BounceAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("BOUNCES");
  }

  /** What came through. */
  List<String> passedOn() {
    ListAppender<ILoggingEvent> rest = (ListAppender<ILoggingEvent>) bounces().getAppender("REST");
    return rest.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** What Logback was told that is more than information. */
  List<Status> complaints() {
    return context.getStatusManager().getCopyOfStatusList().stream()
        .filter(status -> status.getLevel() > Status.INFO)
        .toList();
  }
}
