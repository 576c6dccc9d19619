package io.bouncewatch.cli;

import io.bouncewatch.Agent;
import io.bouncewatch.AgentConfig;
import io.bouncewatch.ConfigException;
import io.bouncewatch.ConfigFile;
import io.bouncewatch.DefaultPlaces;
import io.bouncewatch.SourceConfig;
import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.demo.DemoLog;
import io.bouncewatch.ledger.LedgerException;
import io.bouncewatch.parser.LogFormat;
import io.bouncewatch.source.StartAt;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follow, count, serve. */
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Follows the logs of a mail server, counts every delivery verdict, and serves the counts to"
          + " Prometheus on http://127.0.0.1:9587/metrics.",
      ""
    },
    footer = {
      "",
      "Without --source and --config it follows the usual logs that exist here, such as"
          + " /var/log/mail.log and /var/log/exim4/mainlog.",
      "",
      "Examples:",
      "  bouncewatch agent --demo",
      "  bouncewatch agent --source postfix:/var/log/mail.log --store /var/lib/bouncewatch",
      "  bouncewatch agent --config /etc/bouncewatch.yaml"
    })
final class AgentCommand implements Callable<Integer> {

  /** What was read and is not committed by then is read again at the next start. */
  private static final long CLOSE_MILLIS = 4_500;

  @Option(names = "--config", paramLabel = "FILE", description = "Read the configuration (YAML).")
  private @Nullable Path config;

  @Option(
      names = "--source",
      paramLabel = "[FORMAT:]PATH",
      description =
          "Follow this log; may be given again. FORMAT is postfix, exim or auto (each line is tried"
              + " as both), auto if left out.")
  private List<String> sources = List.of();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Serve on this address, 127.0.0.1:9587 if left out. One that other machines reach needs a"
              + " token in the configuration.")
  private @Nullable String listen;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Keep totals and positions here, so that a restart goes on where it stopped.")
  private @Nullable Path store;

  @Option(
      names = "--from",
      paramLabel = "beginning|end",
      description = "Where to begin with a log that was never read: at its beginning, or its end.")
  private @Nullable StartAt from;

  @Option(
      names = "--demo",
      description = "Replay a genuine log that comes with the program; keeps nothing.")
  private boolean demo;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = java.util.Objects.requireNonNull(spec).commandLine().getErr();
    AgentConfig settings;
    try {
      settings = settings();
    } catch (ConfigException e) {
      e.faults().forEach(err::println);
      return Main.USAGE;
    } catch (IllegalArgumentException e) {
      err.println("bouncewatch: " + e.getMessage());
      return Main.USAGE;
    }
    if (demo) {
      try (DemoLog log = DemoLog.start()) {
        SourceConfig source = new SourceConfig("demo", log.path(), LogFormat.POSTFIX);
        return run(settings.withStore(null).withSources(List.of(source)), err);
      }
    }
    if (settings.sources().isEmpty()) {
      err.println(
          "bouncewatch: there is no log to follow: none of "
              + DefaultPlaces.searched()
              + " is there; name one with --source PATH, or try --demo");
      return Main.USAGE;
    }
    return run(settings, err);
  }

  private AgentConfig settings() throws ConfigException {
    AgentConfig settings = config == null ? AgentConfig.defaults() : ConfigFile.read(config);
    if (listen != null) {
      settings = settings.withListen(listen);
    }
    if (store != null) {
      settings = settings.withStore(store);
    }
    if (from != null) {
      settings = settings.withFrom(from);
    }
    if (!sources.isEmpty()) {
      settings = settings.withSources(named(sources));
    } else if (settings.sources().isEmpty()) {
      settings = settings.withSources(DefaultPlaces.logs());
    }
    return settings;
  }

  private static List<SourceConfig> named(List<String> sources) {
    List<SourceConfig> named = sources.stream().map(SourceConfig::parse).toList();
    Set<String> names = new HashSet<>();
    for (SourceConfig source : named) {
      if (!names.add(source.name())) {
        throw new IllegalArgumentException(
            "the source " + source.name() + " is there twice; name it once");
      }
    }
    return named;
  }

  private static int run(AgentConfig settings, PrintWriter err) throws InterruptedException {
    try {
      Agent agent = Agent.start(settings, BounceClassifier.withRules(settings.rules()));
      err.println(
          "bouncewatch: following "
              + String.join(", ", settings.sources().stream().map(SourceConfig::name).toList())
              + "; totals on "
              + agent.uri()
              + ", metrics on "
              + agent.uri().resolve("/metrics"));
      err.flush();
      untilStopped(agent);
      return 0;
    } catch (IllegalArgumentException e) {
      Messages.error(err, e);
      return Main.USAGE;
    } catch (IOException | LedgerException e) {
      Messages.error(err, e);
      return Main.FAILURE;
    }
  }

  /** Waits for SIGTERM or SIGINT, then commits what was read before the process ends. */
  private static void untilStopped(Agent agent) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(agent), "stop"));
    never.await();
  }

  /** Ends in time for a service manager, even where a thread that is waited for has died. */
  private static void close(Agent agent) {
    Thread closing = new Thread(agent::close, "close");
    closing.start();
    try {
      closing.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
