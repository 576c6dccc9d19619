package io.bouncewatch.report;

import io.bouncewatch.event.LogRecord;
import io.bouncewatch.event.Position;

/** Takes what the lines of a log say, in their order. */
@FunctionalInterface
public interface RecordSink {

  void accept(LogRecord content, Position position);
}
