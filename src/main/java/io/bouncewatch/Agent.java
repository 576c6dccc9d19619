package io.bouncewatch;

import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.event.FilePosition;
import io.bouncewatch.event.Recipients;
import io.bouncewatch.event.Series;
import io.bouncewatch.http.Listen;
import io.bouncewatch.http.MetricsPage;
import io.bouncewatch.http.Views;
import io.bouncewatch.http.WebServer;
import io.bouncewatch.ledger.Checkpoint;
import io.bouncewatch.ledger.Ledger;
import io.bouncewatch.ledger.LedgerException;
import io.bouncewatch.ledger.MemoryLedger;
import io.bouncewatch.ledger.SqliteLedger;
import io.bouncewatch.metrics.DomainCap;
import io.bouncewatch.metrics.MailMeters;
import io.bouncewatch.metrics.PrometheusScrape;
import io.bouncewatch.metrics.SenderDomains;
import io.bouncewatch.metrics.Tally;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.parser.ParserSettings;
import io.bouncewatch.privacy.KeyFile;
import io.bouncewatch.privacy.Privacy;
import io.bouncewatch.source.LogSource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The running program: everything is wired here, and nowhere else. */
public final class Agent implements AutoCloseable {

  private final Ledger ledger;
  private final Pipeline pipeline;
  private final WebServer web;

  private Agent(Ledger ledger, Pipeline pipeline, WebServer web) {
    this.ledger = ledger;
    this.pipeline = pipeline;
    this.web = web;
  }

  /**
   * Starts to follow, count and serve.
   *
   * @param classifier the shipped rules, perhaps with a user's before them
   * @throws IOException if the address can't be listened on
   * @throws LedgerException if the store can't be used
   */
  public static Agent start(AgentConfig config, BounceClassifier classifier)
      throws IOException, LedgerException {
    Listen listen = Listen.parse(config.listen()).withToken(config.token());
    InstantSource clock = InstantSource.system();
    Ledger ledger = config.store() == null ? new MemoryLedger() : open(config, clock);
    try {
      Privacy privacy = privacy(config);
      if (ledger instanceof SqliteLedger store) {
        store.keep(new StoredAddresses(privacy));
      }
      return new Wiring(config, classifier, privacy, ledger).start(listen);
    } catch (IOException | LedgerException | RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  private static SqliteLedger open(AgentConfig config, InstantSource clock) throws LedgerException {
    return SqliteLedger.open(
        Objects.requireNonNull(config.store()),
        config.keeping().retention(),
        config.keeping().suppressions(),
        clock);
  }

  /** The key lies in the store; without one, hashes last as long as the process. */
  private static Privacy privacy(AgentConfig config) throws IOException {
    Recipients kept = config.keeping().recipients();
    if (kept == Recipients.FULL) {
      return Privacy.FULL;
    }
    return config.store() == null
        ? Privacy.ofThisRun(kept)
        : Privacy.of(kept, KeyFile.readOrMake(config.store().resolve(KeyFile.NAME)));
  }

  /** Where the pages are. */
  public URI uri() {
    return web.uri();
  }

  /** Stops reading, commits what was read, and closes everything. */
  @Override
  public void close() {
    try {
      pipeline.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    web.close();
    ledger.close();
  }

  private static final class Wiring {
    private final AgentConfig config;
    private final Ledger ledger;
    private final InstantSource clock = InstantSource.system();
    private final PrometheusScrape scrape = new PrometheusScrape();
    private final MailMeters meters = new MailMeters(scrape);
    private final RunningTotals totals = new RunningTotals();
    private final MessageMemory memory;
    private final UnrecognisedSamples samples;
    private final DomainCap domains;
    private final Tally tally;
    private final Interpreter interpreter;

    Wiring(AgentConfig config, BounceClassifier classifier, Privacy privacy, Ledger ledger) {
      this.samples = new UnrecognisedSamples(privacy.kept() == Recipients.FULL);
      this.config = config;
      this.ledger = ledger;
      this.domains = new DomainCap(config.limits().domains());
      AgentConfig.Senders senders = config.limits().senders();
      this.tally = new Tally(domains, SenderDomains.of(senders.listed(), senders.cap()));
      this.memory = new MessageMemory(config.limits().messages(), meters);
      this.interpreter =
          new Interpreter(memory.correlator(), ProviderDirectory.load(), classifier, privacy);
    }

    Agent start(Listen listen) throws IOException, LedgerException {
      restoreTotals();
      List<SourceStatus> statuses = new ArrayList<>();
      List<SourceReader> readers = new ArrayList<>();
      for (SourceConfig source : config.sources()) {
        SourceStatus status = new SourceStatus(source, clock);
        statuses.add(status);
        readers.add(reader(source, status));
      }
      Committer committer =
          new Committer(interpreter, memory, tally, config.keeping(), ledger, meters, totals);
      meters.storeReady(() -> committer.trouble().isEmpty());
      if (config.store() != null) {
        meters.suppressions(ledger::suppressions);
      }
      Pipeline pipeline = new Pipeline(readers, committer);
      PageContent page = new PageContent(clock.instant(), totals, memory::waiting, statuses);
      WebServer web =
          WebServer.start(
              listen,
              new Views(
                  metricsPage(),
                  () -> troubles(pipeline, statuses),
                  page::overview,
                  Clock.systemUTC()));
      pipeline.start();
      return new Agent(ledger, pipeline, web);
    }

    private void restoreTotals() throws LedgerException {
      Map<Series, Long> stored = ledger.totals();
      tally.admit(stored.keySet());
      meters.apply(stored);
      totals.apply(stored);
      memory.load(ledger);
      meters.domains(domains::size);
      meters.buildInfo(Version.current(), Runtime.version().toString());
    }

    private SourceReader reader(SourceConfig source, SourceStatus status) throws LedgerException {
      meters.registerSource(source.name());
      meters.sourceGauges(source.name(), status::lagBytes, status::lastLineSeconds);
      List<FilePosition> saved =
          ledger.checkpoint(source.name()).map(Checkpoint::files).orElse(List.of());
      LogSource file = LogSource.follow(source.path(), saved, config.from(), clock);
      LogParser parser =
          new LogParser(
              source.format(), new ParserSettings(config.zone(), clock, config.ownHops()));
      return new SourceReader(source.name(), file, parser, status, samples);
    }

    private MetricsPage metricsPage() {
      return new MetricsPage() {
        @Override
        public String contentType(String accept) {
          return scrape.contentType(accept);
        }

        @Override
        public void write(String accept, OutputStream out) throws IOException {
          scrape.scrape(accept, out);
        }
      };
    }

    private static List<String> troubles(Pipeline pipeline, List<SourceStatus> statuses) {
      List<String> troubles = new ArrayList<>();
      pipeline.trouble().ifPresent(troubles::add);
      statuses.forEach(status -> status.trouble().ifPresent(troubles::add));
      return troubles;
    }
  }
}
