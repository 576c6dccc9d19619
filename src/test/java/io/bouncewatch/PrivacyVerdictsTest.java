package io.bouncewatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.correlation.Correlator;
import io.bouncewatch.correlation.MemoryLimits;
import io.bouncewatch.correlation.MessageObserver;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Position;
import io.bouncewatch.event.Recipients;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.parser.ParserSettings;
import io.bouncewatch.privacy.Privacy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Privacy takes addresses away and nothing else: every attempt is judged as before. (Only the host
 * of an expiry may differ: hashes do not tell case, so an earlier attempt at the same recipient is
 * found that was logged in other letters.)
 */
class PrivacyVerdictsTest {

  private static final ProviderDirectory PROVIDERS = ProviderDirectory.load();
  private static final BounceClassifier CLASSIFIER = BounceClassifier.shipped();

  static List<String> logs() throws Exception {
    return SampleLogs.names();
  }

  @ParameterizedTest
  @MethodSource("logs")
  void everyAttemptIsJudgedAsBefore(String name) throws Exception {
    List<String> full = judged(name, Privacy.FULL);
    assertThat(full).hasSizeGreaterThan(300);
    for (Recipients kept : List.of(Recipients.HASHED, Recipients.NONE)) {
      List<String> other = judged(name, Privacy.ofThisRun(kept));
      assertThat(other).hasSameSizeAs(full);
      for (int i = 0; i < full.size(); i++) {
        assertThat(other.get(i)).isEqualTo(full.get(i));
      }
    }
  }

  private static List<String> judged(String name, Privacy privacy) throws Exception {
    List<String> judged = new ArrayList<>();
    Interpreter interpreter =
        new Interpreter(
            new Correlator(MemoryLimits.DEFAULT, MessageObserver.NOOP),
            PROVIDERS,
            CLASSIFIER,
            privacy);
    EventSink sink =
        new EventSink() {
          @Override
          public void delivery(DeliveryEvent event, @Nullable FinalOutcome end) {
            Attempt attempt = event.attempt();
            judged.add(
                attempt.origin().queueId()
                    + " "
                    + attempt.envelope().domain()
                    + " "
                    + attempt.outcome()
                    + " "
                    + attempt.code()
                    + " "
                    + event.provider()
                    + " "
                    + event.verdict()
                    + " "
                    + end);
          }

          @Override
          public void rejection(Rejection rejection) {
            judged.add(rejection.toString());
          }
        };
    LogParser parser = new LogParser(SampleLogs.format(name), ParserSettings.defaults());
    for (byte[] line : SampleLogs.lines(name)) {
      ParsedLine parsed = parser.parse(LogLine.of(new String(line, StandardCharsets.UTF_8)));
      if (parsed instanceof ParsedLine.Parsed told) {
        interpreter.interpret(told.content(), new Position(name, 0), sink);
      }
    }
    return judged;
  }
}
