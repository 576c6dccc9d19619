package io.bouncewatch.cli;

import io.bouncewatch.ConfigException;
import io.bouncewatch.ConfigFile;
import io.bouncewatch.bounce.BounceClassifier;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of commands that judge replies as an agent with this configuration does. */
final class OwnRules {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The agent's configuration; its rules are asked before the shipped ones.")
  private @Nullable Path config;

  /**
   * @throws ConfigException if the configuration or one of its rule files has faults
   */
  BounceClassifier classifier() throws ConfigException {
    return config == null
        ? BounceClassifier.shipped()
        : BounceClassifier.withRules(ConfigFile.read(config).rules());
  }
}
