package io.bouncewatch.cli;

import io.bouncewatch.AgentConfig;
import io.bouncewatch.ConfigException;
import io.bouncewatch.ConfigFile;
import io.bouncewatch.DefaultPlaces;
import io.bouncewatch.SourceConfig;
import io.bouncewatch.bounce.RuleCheck;
import io.bouncewatch.http.Listen;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds what is wrong in a configuration before the agent does. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the configuration and its rule files: every fault with file, line and the fix. Exit"
          + " status 0 if all is well, 1 if not.",
      ""
    },
    footer = {"", "Example:", "  bouncewatch check --config /etc/bouncewatch.yaml"})
final class CheckCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; without it, what holds without one is shown.")
  private @Nullable Path config;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    AgentConfig settings;
    try {
      settings = config == null ? AgentConfig.defaults() : ConfigFile.read(config);
    } catch (ConfigException e) {
      e.faults().forEach(out::println);
      return Main.FAILURE;
    }
    try {
      out.println("listens on " + Listen.parse(settings.listen()).withToken(settings.token()));
    } catch (IllegalArgumentException e) {
      out.println("listen: " + e.getMessage());
      return Main.FAILURE;
    }
    out.println("keeps its store in " + settings.store());
    out.println("has " + settings.rules().size() + " rules of its own before the shipped ones");
    RuleCheck.changes(settings.rules()).forEach(change -> out.println("  " + change));
    List<SourceConfig> sources =
        settings.sources().isEmpty() ? DefaultPlaces.logs() : settings.sources();
    sources.forEach(source -> out.println(described(source)));
    if (sources.isEmpty()) {
      out.println("follows nothing: none of " + DefaultPlaces.searched() + " is there");
      return Main.FAILURE;
    }
    return 0;
  }

  private static String described(SourceConfig source) {
    String follows = "follows " + source.path() + " (" + source.format().label() + ")";
    if (Files.isDirectory(source.path())) {
      return follows + ", but that is a directory; name the log file in it";
    }
    if (!Files.exists(source.path())) {
      return follows + ", which is not there yet and will be waited for";
    }
    return Files.isReadable(source.path())
        ? follows
        : follows + ", but may not read it; let the user that runs Bouncewatch read it";
  }
}
