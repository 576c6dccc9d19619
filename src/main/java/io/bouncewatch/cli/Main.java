package io.bouncewatch.cli;

import io.bouncewatch.ConfigException;
import io.bouncewatch.Version;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program's entry: finds the command; {@code agent} if none is named. */
@Command(
    name = "bouncewatch",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Versions.class,
    description = {
      "Follows a mail server's log and says which mail came back, why, and what to do.",
      ""
    },
    synopsisSubcommandLabel = "[agent|events|report|explain|unknown|suppressions|check]",
    subcommands = {
      AgentCommand.class,
      EventsCommand.class,
      ReportCommand.class,
      ExplainCommand.class,
      UnknownCommand.class,
      SuppressionsCommand.class,
      CheckCommand.class
    },
    footer = {
      "",
      "Without a command it is the agent. To see it work in half a minute:",
      "  java -jar bouncewatch.jar agent --demo",
      "then open http://127.0.0.1:9587/ in a browser.",
      "",
      "  bouncewatch COMMAND --help   says all about a command."
    })
public final class Main {

  /** Something the user gave is wrong. */
  static final int USAGE = 2;

  /** Something could not be done. */
  static final int FAILURE = 1;

  private static final Set<String> OWN =
      Set.of(
          "agent",
          "events",
          "report",
          "explain",
          "unknown",
          "suppressions",
          "check",
          "-h",
          "--help",
          "-V",
          "--version");

  private Main() {}

  /** Runs a command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command; returns its exit status. */
  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(new Misunderstanding())
        .setExecutionExceptionHandler(
            (failure, command, result) -> {
              if (failure instanceof ConfigException config) {
                config.faults().forEach(command.getErr()::println);
                return USAGE;
              }
              Messages.error(command.getErr(), failure);
              return FAILURE;
            })
        .execute(withCommand(arguments));
  }

  private static String[] withCommand(String... arguments) {
    boolean named = arguments.length > 0 && OWN.contains(arguments[0]);
    return named
        ? arguments
        : Stream.concat(Stream.of("agent"), List.of(arguments).stream()).toArray(String[]::new);
  }

  /** Says which version this is, and of which Java. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "Bouncewatch " + Version.current() + " (Java " + Runtime.version() + ")"
      };
    }
  }
}
