package io.bouncewatch.cli;

import io.bouncewatch.Spelling;
import java.io.PrintWriter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with a command line, and where to read on. */
final class Misunderstanding implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        "bouncewatch: "
            + sentence(failure)
            + "; see "
            + command.getCommandSpec().qualifiedName()
            + " --help");
    err.flush();
    return Main.USAGE;
  }

  private static String sentence(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    ArgSpec argument = failure.getArgSpec();
    @Nullable String value = failure.getValue();
    if (argument != null && value != null && argument.type().isEnum()) {
      return "'" + value + "' is none of " + argument.paramLabel().replace("|", ", ");
    }
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  private static String unmatched(UnmatchedArgumentException failure) {
    String word = failure.getUnmatched().get(0);
    if (!failure.isUnknownOption()) {
      boolean atAgent = failure.getCommandLine().getCommandName().equals("agent");
      return "'"
          + word
          + (atAgent
              ? "' is no command; a log to follow is named with --source"
              : "' has no place here");
    }
    Set<String> known = failure.getCommandLine().getCommandSpec().optionsMap().keySet();
    return "unknown option '"
        + word
        + "'"
        + Spelling.nearest(word, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }
}
