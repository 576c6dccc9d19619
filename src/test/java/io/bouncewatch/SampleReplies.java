package io.bouncewatch;

import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.correlation.Correlator;
import io.bouncewatch.correlation.MemoryLimits;
import io.bouncewatch.correlation.MessageObserver;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.parser.ParserSettings;
import io.bouncewatch.report.LogScan;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every attempt in the genuine logs that the classifier is asked about. */
public final class SampleReplies {

  private static final Instant READ_AT = Instant.parse("2026-11-21T00:00:00Z");

  private SampleReplies() {}

  /** Those of all logs, in the order of their lines, with provider, sender and verdict. */
  public static List<DeliveryEvent> inOrder() throws IOException {
    List<DeliveryEvent> failures = new ArrayList<>();
    BounceClassifier classifier = BounceClassifier.shipped();
    for (String name : SampleLogs.names()) {
      Interpreter interpreter =
          new Interpreter(
              new Correlator(MemoryLimits.DEFAULT, MessageObserver.NOOP),
              ProviderDirectory.load(),
              classifier);
      Failures sink = new Failures(failures);
      ParserSettings settings =
          new ParserSettings(ZoneOffset.UTC, InstantSource.fixed(READ_AT), Set.of());
      try (InputStream text = SampleLogs.open(name);
          LogScan scan =
              new LogScan(
                  (content, position) -> interpreter.interpret(content, position, sink),
                  bytes -> {})) {
        scan.read(name, text, () -> new LogParser(SampleLogs.format(name), settings));
      }
    }
    return failures;
  }

  private record Failures(List<DeliveryEvent> into) implements EventSink {

    @Override
    public void delivery(DeliveryEvent event, @Nullable FinalOutcome end) {
      if (event.verdict() != null) {
        into.add(event);
      }
    }

    @Override
    public void rejection(Rejection rejection) {
      // Not an attempt of ours.
    }
  }
}
