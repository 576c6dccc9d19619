package io.bouncewatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.correlation.Correlator;
import io.bouncewatch.correlation.MemoryLimits;
import io.bouncewatch.correlation.MessageObserver;
import io.bouncewatch.event.BounceType;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Position;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.parser.ParserSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What joining the lines of a message is for, on genuine logs. */
class MessagesInSamplesTest {

  private static final ProviderDirectory PROVIDERS = ProviderDirectory.load();
  private static final BounceClassifier CLASSIFIER = BounceClassifier.shipped();

  private record Told(DeliveryEvent event, FinalOutcome end) {

    Outcome outcome() {
      return event.attempt().outcome();
    }

    boolean isBy(String instance) {
      return event.attempt().origin().service().startsWith(instance);
    }
  }

  @Test
  void everyExpiredRecipientIsNamedWithItsLastRefusal() throws IOException {
    for (String sample : List.of("postfix-expire.log.gz", "exim-expire.mainlog.gz")) {
      List<Told> told = read(sample, line -> line);
      List<Told> expired = told.stream().filter(one -> one.outcome() == Outcome.EXPIRED).toList();
      assertThat(expired).as(sample).hasSizeGreaterThan(200);
      assertThat(expired)
          .allSatisfy(
              one -> {
                assertThat(one.event().attempt().envelope().recipient()).contains("@");
                assertThat(one.event().attempt().envelope().domain()).isNotEqualTo("unknown");
                assertThat(one.event().attempt().envelope().sender()).isNotNull();
                assertThat(one.event().attempt().code()).hasToString("5.4.7");
                assertThat(one.event().attempt().response().reply()).isNotEmpty();
                assertThat(one.end()).isEqualTo(FinalOutcome.EXPIRED);
                assertThat(one.event().facts().incomplete()).isFalse();
              });
      // Whoever was refused before it expired has that refusal in the event.
      assertThat(expired.stream().filter(one -> hadReplied(one, told)))
          .as(sample)
          .hasSizeGreaterThan(50)
          .allSatisfy(
              one ->
                  assertThat(one.event().attempt().response().replyCode())
                      .as("%s", one)
                      .isNotNull());
    }
  }

  /** Whether the last attempt that was made, and not only put off, was answered by somebody. */
  private static boolean hadReplied(Told expired, List<Told> told) {
    Told last = null;
    for (Told one : told) {
      if (one.outcome() == Outcome.DEFERRED
          && one.event()
              .attempt()
              .origin()
              .queueId()
              .equals(expired.event().attempt().origin().queueId())
          && one.event()
              .attempt()
              .envelope()
              .recipient()
              .equals(expired.event().attempt().envelope().recipient())) {
        last = one;
      }
    }
    return last != null && last.event().attempt().response().replyCode() != null;
  }

  @Test
  void aChainDeliversOnceWhateverItsHopsAreCalled() throws IOException {
    String sample = "postfix-chain.traditional.log.gz";
    List<Told> named = read(sample, line -> line);
    long relayed = named.stream().filter(one -> one.outcome() == Outcome.RELAYED).count();
    assertThat(relayed).isEqualTo(1113);
    List<Told> renamed =
        read(
            sample,
            line -> line.replace("relay=127.0.0.1[127.0.0.1]", "relay=scan.b.test[10.0.0.5]"));
    assertThat(renamed.stream().filter(one -> one.outcome() == Outcome.RELAYED))
        .hasSize((int) relayed);
    assertThat(ends(renamed)).isEqualTo(ends(named));
    assertThat(named.stream().filter(one -> one.isBy("postfix-in")))
        .filteredOn(one -> one.outcome() == Outcome.RELAYED)
        .allSatisfy(one -> assertThat(one.end()).isNull());
  }

  private static List<String> ends(List<Told> told) {
    return told.stream()
        .filter(one -> one.end() != null)
        .map(one -> one.event().attempt().envelope().recipient() + " " + one.end())
        .toList();
  }

  @Test
  void softBouncesWaitAndNothingIsGivenUp() throws IOException {
    List<Told> told = read("postfix-softbounce.log.gz", line -> line);
    assertThat(told.stream().filter(one -> one.outcome() == Outcome.DEFERRED))
        .hasSizeGreaterThan(500)
        .allSatisfy(
            one -> {
              assertThat(one.outcome().type()).contains(BounceType.SOFT);
              assertThat(one.event().attempt().code().statusClass()).isEqualTo(4);
            });
    assertThat(told).noneMatch(one -> one.outcome() == Outcome.BOUNCED);
  }

  @Test
  void aStatusFilterDecidesTheClassAndTheReplyTheRest() throws IOException {
    List<Told> told = read("postfix-statusfilter.log.gz", line -> line);
    assertThat(told.stream().filter(one -> one.outcome().isFailure()))
        .hasSizeGreaterThan(500)
        .allSatisfy(
            one -> {
              int expected = one.outcome() == Outcome.DEFERRED ? 4 : 5;
              assertThat(one.event().attempt().code().statusClass()).isEqualTo(expected);
            });
    // It made some refusals temporary: the class is the filter's, subject and detail the reply's.
    assertThat(told.stream().filter(one -> one.outcome() == Outcome.DEFERRED && replied(one, 5)))
        .hasSizeGreaterThan(5)
        .extracting(one -> one.event().attempt())
        .filteredOn(attempt -> attempt.response().replyStatus() != null)
        .allSatisfy(
            attempt ->
                assertThat(attempt.code())
                    .isEqualTo(attempt.response().replyStatus().withClass(4)));
  }

  private static boolean replied(Told one, int statusClass) {
    Integer code = one.event().attempt().response().replyCode();
    return code != null && code / 100 == statusClass;
  }

  @Test
  void whatTheMailIsAboutIsKnown() throws IOException {
    List<Told> postfix = read("postfix-main.iso8601.log.gz", line -> line);
    List<Told> exim = read("exim-all.mainlog.gz", line -> line);
    for (List<Told> told : List.of(postfix, exim)) {
      assertThat(told).anyMatch(one -> one.event().facts().noticeOf() != null);
      assertThat(told)
          .filteredOn(one -> one.end() != null)
          .filteredOn(one -> !one.event().facts().incomplete())
          .allSatisfy(
              one -> {
                assertThat(one.event().facts().size()).isPositive();
                assertThat(one.event().facts().recipients()).isPositive();
                assertThat(one.event().attempt().envelope().sender()).isNotNull();
              });
      assertThat(told).anyMatch(one -> one.event().facts().client() != null);
    }
  }

  private static List<Told> read(String sample, UnaryOperator<String> change) throws IOException {
    List<Told> told = new ArrayList<>();
    EventSink sink =
        new EventSink() {
          @Override
          public void delivery(DeliveryEvent event, FinalOutcome end) {
            told.add(new Told(event, end));
          }

          @Override
          public void rejection(Rejection rejection) {}
        };
    Interpreter interpreter =
        new Interpreter(
            new Correlator(MemoryLimits.DEFAULT, MessageObserver.NOOP), PROVIDERS, CLASSIFIER);
    LogParser parser = new LogParser(SampleLogs.format(sample), ParserSettings.defaults());
    for (byte[] line : SampleLogs.lines(sample)) {
      String text = change.apply(new String(line, StandardCharsets.UTF_8));
      if (parser.parse(LogLine.of(text)) instanceof ParsedLine.Parsed parsed) {
        interpreter.interpret(parsed.content(), new Position(sample, 0), sink);
      }
    }
    return told;
  }
}
