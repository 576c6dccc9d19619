package io.bouncewatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.correlation.Correlator;
import io.bouncewatch.correlation.MemoryLimits;
import io.bouncewatch.correlation.MessageObserver;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Position;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.ledger.Sighting;
import io.bouncewatch.ledger.SuppressionPolicy;
import io.bouncewatch.parser.LogFormat;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.parser.ParserSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which lines say something of an address, and what. */
class AddressWatchTest {

  private static final String HEAD = "2026-11-21T16:31:19.5+00:00 mx postfix/";
  private static final String TRIED =
      ", relay=mx.b.test[192.0.2.1]:25, delay=0.5, delays=0/0/0/0, dsn=";
  private static final String UNKNOWN =
      "5.1.1, status=bounced (host mx.b.test[192.0.2.1] said: 550 5.1.1 User unknown (in reply to"
          + " RCPT TO command))";

  private final LogParser parser = new LogParser(LogFormat.AUTO, ParserSettings.defaults());
  private final Interpreter interpreter =
      new Interpreter(
          new Correlator(MemoryLimits.DEFAULT, MessageObserver.NOOP),
          ProviderDirectory.load(),
          BounceClassifier.shipped());
  private final AddressWatch watch = new AddressWatch(SuppressionPolicy.DEFAULT);

  @Test
  void aDeadAddressAndADelivery() {
    assertThat(read(HEAD + "smtp[1]: 4ABCD1: to=<John@B.Test>" + TRIED + UNKNOWN))
        .singleElement()
        .isInstanceOfSatisfying(
            Sighting.Failure.class,
            failure -> {
              assertThat(failure.address()).isEqualTo("John@b.test");
              assertThat(failure.hard()).isTrue();
            });
    assertThat(
            read(HEAD + "smtp[1]: 4ABCD1: to=<a@b.test>" + TRIED + "2.0.0, status=sent (250 ok)"))
        .singleElement()
        .isInstanceOf(Sighting.Delivery.class);
  }

  @Test
  void aFailureThatIsNobodysFaultSaysNothing() {
    assertThat(
            read(
                HEAD
                    + "smtp[1]: 4ABCD1: to=<a@b.test>, relay=none, delay=1, delays=0/0/0/0,"
                    + " dsn=4.4.1, status=deferred (connect to mx.b.test[192.0.2.1]:25: Connection"
                    + " timed out)"))
        .isEmpty();
  }

  @Test
  void whatOnlyPassedOnTakesNobodyOff() {
    assertThat(
            read(
                HEAD
                    + "smtp[1]: 4ABCD1: to=<a@b.test>, relay=127.0.0.1[127.0.0.1]:10024, delay=1,"
                    + " delays=0/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4ABCD2)"))
        .isEmpty();
    assertThat(
            read(
                HEAD
                    + "discard[1]: 4ABCD1: to=<a@b.test>, relay=none, delay=1, delays=0/0/0/0,"
                    + " dsn=2.0.0, status=sent (b.test)"))
        .isEmpty();
    assertThat(
            read("2026-11-21 16:31:19 1xUo2W-0003kN-27 => :blackhole: <a@b.test> R=system_aliases"))
        .isEmpty();
    assertThat(
            read("2026-11-21 16:31:19 1xUo2W-0003kN-27 => a <a@b.test> R=local_user T=mail_spool"))
        .hasSize(1);
  }

  @Test
  void aProbeSaysNothing() {
    assertThat(
            read(
                HEAD
                    + "smtp[1]: 4ABCD1: to=<a@b.test>"
                    + TRIED
                    + UNKNOWN.replace("bounced", "undeliverable")))
        .isEmpty();
  }

  @Test
  void aReportToAForgedSenderListsNobody() {
    String arrival = HEAD + "qmgr[1]: 4ABCD1: from=<%s>, size=1, nrcpt=1 (queue active)";
    String failure = HEAD + "smtp[1]: 4ABCD1: to=<a@b.test>" + TRIED + UNKNOWN;
    assertThat(read(arrival.formatted(""), failure)).isEmpty();
    assertThat(read(arrival.formatted("news@lab.test"), failure)).hasSize(1);
  }

  @Test
  void whatIsNoAddressIsNotListed() {
    for (String recipient : List.of("root", "@b.test", "a@", "a".repeat(400) + "@b.test")) {
      assertThat(read(HEAD + "smtp[1]: 4ABCD1: to=<" + recipient + ">" + TRIED + UNKNOWN))
          .describedAs(recipient)
          .isEmpty();
    }
  }

  private List<Sighting> read(String... lines) {
    List<Sighting> sightings = new ArrayList<>();
    EventSink sink =
        new EventSink() {
          @Override
          public void delivery(DeliveryEvent event, @Nullable FinalOutcome end) {
            watch.sighting(event).ifPresent(sightings::add);
          }

          @Override
          public void rejection(Rejection rejection) {}
        };
    for (String line : lines) {
      ParsedLine parsed = parser.parse(LogLine.of(line));
      assertThat(parsed).isInstanceOf(ParsedLine.Parsed.class);
      interpreter.interpret(((ParsedLine.Parsed) parsed).content(), new Position("log", 0), sink);
    }
    return sightings;
  }
}
