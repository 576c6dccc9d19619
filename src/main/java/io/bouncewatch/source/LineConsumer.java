package io.bouncewatch.source;

import io.bouncewatch.event.LogLine;

/** Takes lines one after another. The line object is used again for the next one. */
@FunctionalInterface
public interface LineConsumer {

  void accept(LogLine line);
}
