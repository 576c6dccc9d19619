package io.bouncewatch.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import ch.qos.logback.core.spi.FilterReply;
import io.bouncewatch.metrics.DomainCap;
import io.bouncewatch.parser.LogFormat;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts the delivery verdicts in an application's log, under the names the agent gives them, and
 * passes every event on to the appenders attached to it.
 *
 * <p>Each line of an event's formatted message is read by itself, as the agent reads a line of a
 * mail log; it may lack the header. Lines are not joined: {@code mail_recipients_total} and {@code
 * mail_deferred_recipients} are the agent's alone. Nothing is thrown into the application, but for
 * a virtual machine out of memory: what fails here is told in Logback's status list. Safe for
 * threads.
 */
public final class BounceAppender extends UnsynchronizedAppenderBase<ILoggingEvent>
    implements AppenderAttachable<ILoggingEvent> {

  private static final int DEEPEST = 3;

  private final AppenderAttachableImpl<ILoggingEvent> attached = new AppenderAttachableImpl<>();
  private final AtomicLong notCounted = new AtomicLong();
  private final AtomicLong notPassedOn = new AtomicLong();

  /** How many events of this appender the thread is in; absent outside. */
  private final ThreadLocal<Integer> depth = new ThreadLocal<>();

  private String format = LogFormat.AUTO.label();
  private @Nullable String source;
  private int domains = DomainCap.DEFAULT_CAP;
  private @Nullable MeterRegistry registry;
  private volatile @Nullable MessageCounter counter;

  /** What to look for: {@code auto} (the default), {@code postfix} or {@code exim}. */
  public void setFormat(String format) {
    this.format = format;
  }

  /** The {@code source} label of {@code bouncewatch_lines_total}; else the appender's name. */
  public void setSource(String source) {
    this.source = source;
  }

  /** How many recipient domains are told apart, {@code other} included; 1,000 if not set. */
  public void setDomains(int domains) {
    this.domains = domains;
  }

  /**
   * Where to count: {@link Metrics#globalRegistry} if not set. What is counted before that has its
   * first member is added to the first.
   */
  public void setMeterRegistry(MeterRegistry registry) {
    this.registry = registry;
    if (isStarted()) {
      counter = newCounter();
    }
  }

  /** Starts in any case: events are passed on even where nothing can be counted. */
  @Override
  public void start() {
    counter = newCounter();
    super.start();
  }

  private @Nullable MessageCounter newCounter() {
    String label = source != null ? source : getName() != null ? getName() : "logback";
    MeterRegistry own = registry;
    int cap = domains;
    LogFormat known = LogFormat.parse(format).orElse(null);
    if (known == null) {
      return unusable("format must be auto, exim or postfix, not '" + format + "'", null);
    }
    if (cap < 1) {
      return unusable("domains must be at least 1, not " + cap, null);
    }
    try {
      return new MessageCounter(
          known,
          label,
          // At the first event: Micrometer logs, and SLF4J complains of that during configuration.
          () -> new Counts(own == null ? Metrics.globalRegistry : own, label, cap));
    } catch (Throwable e) {
      throwIfFatal(e);
      return unusable("a part of Bouncewatch can't be loaded", e);
    }
  }

  private @Nullable MessageCounter unusable(String why, @Nullable Throwable cause) {
    String message = "Appender [" + getName() + "] passes events on and counts nothing: " + why;
    if (cause == null) {
      addError(message);
    } else {
      addError(message, cause);
    }
    return null;
  }

  @Override
  public void stop() {
    if (!isStarted()) {
      return;
    }
    super.stop();
    report(notCounted, "could not count");
    report(notPassedOn, "could not pass on");
    attached.detachAndStopAllAppenders();
  }

  /**
   * What the registry or an attached appender logs while it works on an event is passed on, but not
   * counted; and only so deep, since an appender that logs at every event would never end.
   */
  @Override
  public void doAppend(ILoggingEvent event) {
    Integer outer = depth.get();
    if (outer == null) {
      super.doAppend(event);
    } else if (outer < DEEPEST
        && isStarted()
        && getFilterChainDecision(event) != FilterReply.DENY) {
      depth.set(outer + 1);
      try {
        passOn(event);
      } finally {
        depth.set(outer);
      }
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    depth.set(1);
    MessageCounter to = counter;
    try {
      if (to != null) {
        count(event, to);
      }
    } finally {
      try {
        passOn(event);
      } finally {
        // Removed, not set to 0: threads may be many and short-lived.
        depth.remove();
      }
    }
  }

  private void count(ILoggingEvent event, MessageCounter to) {
    try {
      String message = event.getFormattedMessage();
      if (message != null) {
        to.count(message);
      }
    } catch (Throwable e) {
      throwIfFatal(e);
      failed(notCounted, "could not count an event", e);
    }
  }

  private void passOn(ILoggingEvent event) {
    try {
      attached.appendLoopOnAppenders(event);
    } catch (Throwable e) {
      throwIfFatal(e);
      failed(notPassedOn, "could not pass an event on", e);
    }
  }

  /** The first failure is told at once, the number of all at the stop. */
  private void failed(AtomicLong failures, String what, Throwable cause) {
    if (failures.incrementAndGet() == 1) {
      addError("Appender [" + getName() + "] " + what + "; further ones are only added up", cause);
    }
  }

  private void report(AtomicLong failures, String what) {
    long number = failures.getAndSet(0);
    if (number > 0) {
      addWarn("Appender [" + getName() + "] " + what + " " + number + " events");
    }
  }

  /** A stack that overflowed is whole again here; memory that ran out is not. */
  private static void throwIfFatal(Throwable e) {
    if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
      throw fatal;
    }
  }

  @Override
  public void addAppender(Appender<ILoggingEvent> appender) {
    attached.addAppender(appender);
  }

  @Override
  public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
    return attached.iteratorForAppenders();
  }

  @Override
  public @Nullable Appender<ILoggingEvent> getAppender(String name) {
    return attached.getAppender(name);
  }

  @Override
  public boolean isAttached(Appender<ILoggingEvent> appender) {
    return attached.isAttached(appender);
  }

  @Override
  public void detachAndStopAllAppenders() {
    attached.detachAndStopAllAppenders();
  }

  @Override
  public boolean detachAppender(Appender<ILoggingEvent> appender) {
    return attached.detachAppender(appender);
  }

  @Override
  public boolean detachAppender(String name) {
    return attached.detachAppender(name);
  }
}
