package io.bouncewatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bouncewatch.correlation.MemoryLimits;
import io.bouncewatch.event.Recipients;
import io.bouncewatch.ledger.Retention;
import io.bouncewatch.ledger.StrikeRule;
import io.bouncewatch.ledger.SuppressionPolicy;
import io.bouncewatch.parser.LogFormat;
import io.bouncewatch.source.StartAt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

  @TempDir Path directory;

  @Test
  void everyKeyIsRead() throws Exception {
    Files.writeString(
        directory.resolve("own.rules"),
        """
        [acme.no_such_customer]
        reason = bad_mailbox
        pattern = no such customer
        example = 550 5.1.1 No such customer
        """);
    AgentConfig config =
        read(
            """
            listen: 0.0.0.0:9000
            token: secret
            store: /srv/bw
            events: all
            recipients: hashed
            retention: {days: 7, size: 500 MiB, hourly_days: 14, daily_days: 365}
            suppressions:
              mailbox_full: {strikes: 3, days: 10}
              undetermined: {strikes: 0}
              keep_days: 100
              keep_struck_days: 20
              most: 5000
            from: end
            timezone: Europe/Oslo
            own_hops: [filter.internal, 10.0.0.5]
            limits: {domains: 50, messages: 8MiB, queue_days: 10}
            sender_domains: {cap: 20, list: [News.Example]}
            rules: [own.rules]
            sources:
              - path: /var/log/mail.log
              - path: /var/log/exim4/mainlog
                format: exim
            """);
    assertThat(config.listen()).isEqualTo("0.0.0.0:9000");
    assertThat(config.token()).isEqualTo("secret");
    assertThat(config.store()).isEqualTo(Path.of("/srv/bw"));
    assertThat(config.keeping())
        .isEqualTo(
            new Keeping(
                Keeping.Events.ALL,
                Recipients.HASHED,
                new Retention(7, 500L << 20, 14, 365),
                new SuppressionPolicy(
                    new StrikeRule(3, 10), new StrikeRule(0, 30), 100, 20, 5000)));
    assertThat(config.from()).isEqualTo(StartAt.END);
    assertThat(config.zone()).isEqualTo(ZoneId.of("Europe/Oslo"));
    assertThat(config.ownHops()).containsExactlyInAnyOrder("filter.internal", "10.0.0.5");
    assertThat(config.limits())
        .isEqualTo(
            new AgentConfig.Limits(
                50,
                new MemoryLimits(8L << 20, Duration.ofDays(10)),
                new AgentConfig.Senders(Set.of("news.example"), 20)));
    assertThat(config.rules())
        .singleElement()
        .satisfies(rule -> assertThat(rule.id()).isEqualTo("acme.no_such_customer"));
    assertThat(config.sources())
        .containsExactly(
            SourceConfig.of("/var/log/mail.log", LogFormat.AUTO),
            SourceConfig.of("/var/log/exim4/mainlog", LogFormat.EXIM));
  }

  @Test
  void anUnknownKeyIsNamedWithItsLineAndTheNearestKnownOne() {
    assertThat(faults("listen: 127.0.0.1:9587\nsorces: []\n"))
        .containsExactly(file() + ":2: unknown key 'sorces'; did you mean 'sources'?");
    assertThat(faults("sources:\n  - path: /a\n    fromat: exim\n"))
        .containsExactly(file() + ":3: unknown key 'sources.fromat'; did you mean 'format'?");
    assertThat(faults("zzzzzzzzzzz: 1\n"))
        .singleElement()
        .asString()
        .startsWith(file() + ":1: unknown key 'zzzzzzzzzzz'; known here are listen, token, ");
  }

  @Test
  void whatIsNoTextIsToldWithoutAClassName() throws IOException {
    Files.write(directory.resolve("binary.yaml"), new byte[] {'a', (byte) 0xff});
    assertThatThrownBy(() -> ConfigFile.read(directory.resolve("binary.yaml")))
        .hasMessageContaining("binary.yaml:1: is no text in UTF-8; save it as UTF-8");
    assertThatThrownBy(() -> ConfigFile.read(directory))
        .hasMessageContaining(":1: is a directory; name the configuration file in it");
  }

  @Test
  void everyFaultIsFoundAtOnce() {
    assertThat(
            faults(
                """
                listen: nonsense
                from: middle
                timezone: Europe/Nowhere
                limits: {domains: many, messages: 0}
                sources:
                  - format: sendmail
                  - path: /a
                  - path: /a
                """))
        .containsExactly(
            file()
                + ":1: listen: 'nonsense' is not HOST:PORT: write 127.0.0.1:9587, [::1]:9587 or,"
                + " for every interface, 0.0.0.0:9587",
            file() + ":2: from: must be beginning or end, not 'middle'",
            file()
                + ":3: timezone: unknown time zone 'Europe/Nowhere'; name one as in Europe/Oslo or UTC",
            file() + ":4: limits.domains: must be a whole number, not 'many'",
            file() + ":4: limits.messages: must be a size, such as 500MiB or 1GiB, not '0'",
            file()
                + ":6: sources.format: unknown format 'sendmail'; known are auto, exim and postfix",
            file() + ":6: a source needs a path, such as 'path: /var/log/mail.log'",
            file() + ":8: the source /a is there twice; remove one of the two");
  }

  @Test
  void whatIsKeptIsChecked() throws Exception {
    assertThat(read("store: none\n").store()).isNull();
    assertThat(read("retention: {size: 2g}\n").keeping().retention().bytes()).isEqualTo(2L << 30);
    assertThat(faults("recipients: some\n"))
        .containsExactly(file() + ":1: recipients: must be full, hashed or none, not 'some'");
    assertThat(faults("events: some\nretention: {days: 0, size: 1MiB, rollup: 3}\n"))
        .containsExactly(
            file() + ":1: events: must be failures, all or none, not 'some'",
            file() + ":2: retention.days: must be a number from 1 to 36500, not '0'",
            file() + ":2: retention.size: must be at least 16MiB, not '1MiB'",
            file()
                + ":2: unknown key 'retention.rollup'; known here are days, size, hourly_days,"
                + " daily_days");
    assertThat(faults("retention: {size: much}\n"))
        .containsExactly(
            file() + ":1: retention.size: must be a size, such as 500MiB or 1GiB, not 'much'");
  }

  @Test
  void whatIsListedIsChecked() {
    assertThat(
            faults(
                """
                suppressions:
                  mailbox_full: {strikes: 9, days: 5}
                  undetermined: {strike: 2}
                  keep_days: 0
                  most: all
                """))
        .containsExactly(
            file()
                + ":2: suppressions.mailbox_full: 9 strikes can't fall into 5 days, since there is at"
                + " most one in 20 hours; ask for at most 7, or allow more days",
            file() + ":3: unknown key 'suppressions.undetermined.strike'; did you mean 'strikes'?",
            file() + ":4: suppressions.keep_days: must be a number from 1 to 36500, not '0'",
            file() + ":5: suppressions.most: must be a whole number, not 'all'");
  }

  @Test
  void textThatIsNoYaml() {
    assertThat(faults("sources: [\n"))
        .singleElement()
        .asString()
        .startsWith(file() + ":2: is no YAML:");
    assertThat(faults("listen\n"))
        .containsExactly(file() + ":1: here must be keys and values, such as 'listen: …'");
    assertThat(faults("listen: [1, 2]\nlisten: x\n"))
        .containsExactly(
            file() + ":1: listen must be one value",
            file() + ":2: the key 'listen' is there twice");
  }

  @Test
  void aRuleFileWithFaultsIsNamedWithItsLines() throws IOException {
    Files.writeString(directory.resolve("own.rules"), "[x]\nreason = bad_mailbx\n");
    assertThat(faults("rules: [own.rules, gone.rules]\n"))
        .anySatisfy(fault -> assertThat(fault).contains("own.rules:2: ").contains("bad_mailbx"))
        .anySatisfy(fault -> assertThat(fault).contains("can't read gone.rules: no such file"));
  }

  @Test
  void aFileThatIsNotThere() {
    assertThatThrownBy(() -> ConfigFile.read(directory.resolve("none.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith("none.yaml:1: can't be read: no such file");
  }

  private AgentConfig read(String text) throws IOException, ConfigException {
    return ConfigFile.read(Files.writeString(directory.resolve("c.yaml"), text));
  }

  private String file() {
    return directory.resolve("c.yaml").toString();
  }

  private List<String> faults(String text) {
    ConfigException failure = catchThrowableOfType(ConfigException.class, () -> read(text));
    assertThat(failure).isNotNull();
    return failure.faults().stream().map(ConfigFault::toString).toList();
  }
}
