package io.bouncewatch;

import io.bouncewatch.parser.LogFormat;
import io.bouncewatch.source.Causes;
import io.bouncewatch.source.StartAt;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the agent's YAML configuration, and finds every fault in it at once. */
public final class ConfigFile {

  private final YamlFaults faults;
  private AgentConfig config = AgentConfig.defaults();
  private int mostDomains = AgentConfig.Limits.DEFAULT.domains();
  private int mostMessages = AgentConfig.Limits.DEFAULT.messages();

  private ConfigFile(YamlFaults faults) {
    this.faults = faults;
  }

  /**
   * The configuration in a file.
   *
   * @throws ConfigException if the file can't be read or has faults
   */
  public static AgentConfig read(Path path) throws ConfigException {
    YamlFaults faults = new YamlFaults(path.toString());
    ConfigFile file = new ConfigFile(faults);
    Node root = file.compose(path);
    if (root != null) {
      file.readRoot(root);
    }
    faults.throwIfAny();
    return file.config;
  }

  private @Nullable Node compose(Path path) {
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      faults.add(line, "is no YAML: " + e.getProblem());
    } catch (YAMLException e) {
      faults.add(
          1, "is no YAML text: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (IOException e) {
      faults.add(1, "can't be read: " + Causes.of(e));
    }
    return null;
  }

  private void readRoot(Node root) {
    new YamlSection(faults, "")
        .text("listen", text -> config = config.withListen(text))
        .text("token", text -> config = withToken(text))
        .text("store", text -> config = config.withStore(Path.of(text)))
        .text("from", text -> config = config.withFrom(startAt(text)))
        .text("timezone", text -> config = withZone(zone(text)))
        .texts("own_hops", hops -> config = withHops(new HashSet<>(hops)))
        .section("limits", this::readLimits)
        .list("sources", this::readSources)
        .read(root);
  }

  private void readLimits(Node node) {
    new YamlSection(faults, "limits.")
        .number("domains", 1, 100_000, number -> mostDomains = number)
        .number("messages", 1, 10_000_000, number -> mostMessages = number)
        .read(node);
    config =
        new AgentConfig(
            config.listen(),
            config.token(),
            config.store(),
            config.from(),
            config.zone(),
            config.ownHops(),
            new AgentConfig.Limits(mostDomains, mostMessages),
            config.sources());
  }

  private void readSources(List<Node> nodes) {
    List<SourceConfig> sources = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (Node node : nodes) {
      SourceDraft draft = new SourceDraft();
      new YamlSection(faults, "sources.")
          .text("path", text -> draft.path = text)
          .text("format", text -> draft.format = SourceConfig.format(text))
          .read(node);
      if (draft.path == null || draft.path.isBlank()) {
        faults.add(node, "a source needs a path, such as 'path: /var/log/mail.log'");
      } else if (!paths.add(draft.path)) {
        faults.add(node, "the source " + draft.path + " is there twice; remove one of the two");
      } else {
        sources.add(SourceConfig.of(draft.path, draft.format));
      }
    }
    config = config.withSources(sources);
  }

  private static final class SourceDraft {
    @Nullable String path;
    LogFormat format = LogFormat.AUTO;
  }

  private AgentConfig withToken(String token) {
    return new AgentConfig(
        config.listen(),
        token,
        config.store(),
        config.from(),
        config.zone(),
        config.ownHops(),
        config.limits(),
        config.sources());
  }

  private AgentConfig withZone(ZoneId zone) {
    return new AgentConfig(
        config.listen(),
        config.token(),
        config.store(),
        config.from(),
        zone,
        config.ownHops(),
        config.limits(),
        config.sources());
  }

  private AgentConfig withHops(Set<String> hops) {
    return new AgentConfig(
        config.listen(),
        config.token(),
        config.store(),
        config.from(),
        config.zone(),
        hops,
        config.limits(),
        config.sources());
  }

  private static StartAt startAt(String text) {
    return StartAt.parse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("must be beginning or end, not '" + text + "'"));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "unknown time zone '" + text + "'; name one as in Europe/Oslo or UTC", e);
    }
  }
}
