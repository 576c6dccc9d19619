package io.bouncewatch.cli;

import io.bouncewatch.AgentConfig;
import io.bouncewatch.ConfigException;
import io.bouncewatch.ConfigFile;
import io.bouncewatch.ledger.LedgerException;
import io.bouncewatch.ledger.SuppressionList;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The addresses that are not to be mailed any more. */
@Command(
    name = "suppressions",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the addresses that are not to be mailed any more: those that are dead, those that will"
          + " not take this sender's mail, and those that failed again and again. Reads the agent's"
          + " store, also while it runs. A delivery takes an address off.",
      ""
    },
    footer = {
      "",
      "Fields: address state reason code rule first last count strikes. state is dead, unwilling (it"
          + " lives, but refuses this sender) or struck (too many strikes).",
      "",
      "Examples:",
      "  bouncewatch suppressions --since 14d",
      "  bouncewatch suppressions --format json | jq -r 'select(.state == \"dead\") | .address'",
      "  bouncewatch suppressions --format csv > suppressions.csv"
    })
final class SuppressionsCommand implements Callable<Integer> {

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "The agent's store; where it is by default, if left out.")
  private @Nullable Path store;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The agent's configuration, which says where its store is.")
  private @Nullable Path config;

  @Option(
      names = "--format",
      paramLabel = "text|csv|json",
      description =
          "A table for people, CSV that is safe to open in a spreadsheet, or one JSON object a line;"
              + " text if left out.")
  private SuppressionsOutput.Format format = SuppressionsOutput.Format.TEXT;

  @Option(
      names = "--since",
      paramLabel = "DATE|DURATION",
      description =
          "Only those that failed since then: 2026-11-01, 2026-11-01T12:00:00Z, or 14d, 36h, 90m"
              + " before now.")
  private @Nullable String since;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    try {
      Instant from =
          since == null ? Instant.MIN : Since.parse(since, Instant.now(), ZoneId.systemDefault());
      return print(directory(), from);
    } catch (ConfigException e) {
      e.faults().forEach(err::println);
      return Main.USAGE;
    } catch (IllegalArgumentException e) {
      Messages.error(err, e);
      return Main.USAGE;
    } catch (LedgerException e) {
      Messages.error(err, e);
      return Main.FAILURE;
    } catch (UncheckedIOException e) {
      if (Json.isClosedPipe(e)) {
        return 0;
      }
      Messages.error(err, e);
      return Main.FAILURE;
    }
  }

  private int print(Path directory, Instant from) throws IOException, LedgerException {
    try (SuppressionList list = SuppressionList.open(directory)) {
      SuppressionsOutput output = SuppressionsOutput.to(System.out, format);
      list.forEach(from, output::add);
      output.end();
    }
    return 0;
  }

  private Path directory() throws ConfigException {
    if (store != null) {
      return store;
    }
    AgentConfig settings = config == null ? AgentConfig.defaults() : ConfigFile.read(config);
    if (settings.store() == null) {
      throw new IllegalArgumentException(
          "the configuration says 'store: none', so there is no list; give the agent a store");
    }
    return settings.store();
  }
}
