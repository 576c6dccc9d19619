package io.bouncewatch.logback;

import static io.bouncewatch.logback.BounceAppenderTest.sum;
import static io.bouncewatch.logback.ConfiguredLogback.BOUNCED;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.bouncewatch.event.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not reach the application, nor keep an event from the other appenders. */
class BounceAppenderTroubleTest {

  private final ConfiguredLogback logback = new ConfiguredLogback();
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @AfterEach
  void stop() {
    logback.stop();
    Metrics.globalRegistry.remove(registry);
    Metrics.globalRegistry.clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sendmail", "POSTFIX", " "})
  void anUnknownFormatIsToldOnceAndEventsPass(String format) {
    logback.with("format", format).configure("counting.xml");
    logback.log().info(BOUNCED);
    logback.log().info(BOUNCED);
    assertThat(logback.passedOn()).containsExactly(BOUNCED, BOUNCED);
    assertThat(logback.complaints())
        .singleElement()
        .satisfies(
            status ->
                assertThat(status.getMessage())
                    .isEqualTo(
                        "Appender [BOUNCES] passes events on and counts nothing: format must be"
                            + " auto, exim or postfix, not '"
                            + format.strip()
                            + "'"));
  }

  @Test
  void soIsACapThatIsNone() {
    logback.with("domains", "0").configure("counting.xml");
    logback.log().info(BOUNCED);
    assertThat(logback.passedOn()).containsExactly(BOUNCED);
    assertThat(logback.complaints())
        .singleElement()
        .satisfies(
            status -> assertThat(status.getMessage()).contains("domains must be at least 1"));
  }

  @Test
  void anAppenderThatIsNotThereIsNoMatter() {
    logback.configure("nowhere.xml").bounces().setMeterRegistry(registry);
    logback.log().info(BOUNCED);
    assertThat(sum(registry, Metric.LINES, "source", "app")).isEqualTo(1);
  }

  @Test
  void aBrokenRegistryIsToldOnceAndEventsPass() {
    logback.with("registry", BrokenRegistry.class.getName()).configure("own-registry.xml");
    logback.log().info(BOUNCED);
    logback.log().info(BOUNCED);
    logback.log().info("Nothing");
    assertThat(logback.passedOn()).containsExactly(BOUNCED, BOUNCED, "Nothing");
    assertThat(logback.complaints())
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.getMessage()).contains("could not count an event");
              assertThat(status.getThrowable()).isInstanceOf(AssertionError.class);
            });
    logback.bounces().stop();
    assertThat(logback.complaints().get(1).getMessage())
        .isEqualTo("Appender [BOUNCES] could not count 3 events");
  }

  @Test
  void aBrokenAppenderIsToldOnceToo() {
    logback.configure("counting.xml").bounces().setMeterRegistry(registry);
    logback
        .bounces()
        .addAppender(
            new AppenderBase<>() {
              @Override
              public synchronized void doAppend(ILoggingEvent event) {
                throw new NoClassDefFoundError("on purpose");
              }

              @Override
              protected void append(ILoggingEvent event) {}
            });
    logback.log().info(BOUNCED);
    logback.log().info(BOUNCED);
    assertThat(sum(registry, Metric.BOUNCES)).isEqualTo(2);
    assertThat(logback.complaints()).hasSize(1);
  }

  @Test
  void whatTheRegistryLogsIsPassedOnAndNotCounted() {
    TalkingRegistry talking = new TalkingRegistry();
    logback.configure("counting.xml").bounces().setMeterRegistry(talking);
    logback.log().info(BOUNCED);
    assertThat(sum(talking, Metric.BOUNCES)).isEqualTo(1);
    assertThat(logback.passedOn()).contains("in the registry: " + BOUNCED).endsWith(BOUNCED);
    assertThat(logback.complaints()).isEmpty();
  }

  @Test
  void whatAnAttachedAppenderLogsMakesNoCircle() {
    logback.configure("counting.xml").bounces().setMeterRegistry(registry);
    UnsynchronizedAppenderBase<ILoggingEvent> talking =
        new UnsynchronizedAppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            logback.log().info(BOUNCED);
          }
        };
    talking.start();
    logback.bounces().addAppender(talking);
    logback.log().info(BOUNCED);
    assertThat(sum(registry, Metric.BOUNCES)).isEqualTo(1);
    assertThat(logback.passedOn()).hasSize(3);
    logback.log().info(BOUNCED);
    assertThat(sum(registry, Metric.BOUNCES)).isEqualTo(2);
    assertThat(logback.complaints()).isEmpty();
  }

  @Test
  void countsWaitForTheFirstMemberOfTheGlobalRegistry() {
    logback.configure("counting.xml");
    logback.log().info(BOUNCED);
    logback.log().info(BOUNCED);
    Metrics.addRegistry(registry);
    logback.log().info(BOUNCED);
    logback.log().info("Nothing");
    assertThat(sum(registry, Metric.BOUNCES)).isEqualTo(3);
    assertThat(sum(registry, Metric.LINES)).isEqualTo(4);
    assertThat(logback.complaints()).isEmpty();
  }

  @Test
  void aNewConfigurationGoesOnCounting() {
    Metrics.addRegistry(registry);
    logback.with("domains", "5").configure("counting.xml");
    logDomains();
    BounceAppender before = logback.bounces();
    logback.reset();
    assertThat(before.isStarted()).isFalse();
    assertThat(before.iteratorForAppenders().hasNext()).isFalse();

    logback.with("domains", "5").configure("counting.xml");
    logDomains();
    assertThat(sum(registry, Metric.BOUNCES, "domain", "b0.test")).isEqualTo(2);
    assertThat(sum(registry, Metric.BOUNCES, "domain", "other")).isEqualTo(16);
    assertThat(registry.find("mail.bounces").counters()).hasSize(3);
    assertThat(sum(registry, Metric.LINES)).isEqualTo(20);
    assertThat(logback.complaints()).isEmpty();
  }

  private void logDomains() {
    for (int i = 0; i < 10; i++) {
      logback.log().info(BOUNCED.replace("@b.test", "@b" + i + ".test"));
    }
  }

  @Test
  void isAnAppenderThatHasAppenders() {
    logback.configure("counting.xml");
    BounceAppender bounces = logback.bounces();
    Iterator<?> attached = bounces.iteratorForAppenders();
    assertThat(attached.next()).isSameAs(bounces.getAppender("REST"));
    assertThat(bounces.isAttached(bounces.getAppender("REST"))).isTrue();
    assertThat(bounces.detachAppender("REST")).isTrue();
    assertThat(bounces.getAppender("REST")).isNull();
  }

  /** Fails as a registry does whose library has another version. */
  public static final class BrokenRegistry extends SimpleMeterRegistry {
    @Override
    protected Counter newCounter(Meter.Id id) {
      throw new AssertionError("on purpose");
    }
  }

  private final class TalkingRegistry extends SimpleMeterRegistry {
    @Override
    protected Counter newCounter(Meter.Id id) {
      logback.log().info("in the registry: " + BOUNCED);
      logback.log().info(BOUNCED);
      return super.newCounter(id);
    }
  }
}
