package io.bouncewatch;

import io.bouncewatch.bounce.Rule;
import io.bouncewatch.bounce.RuleCheck;
import io.bouncewatch.bounce.RuleFile;
import io.bouncewatch.http.Listen;
import io.bouncewatch.parser.LogFormat;
import io.bouncewatch.source.Causes;
import io.bouncewatch.source.StartAt;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
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
  private final Path directory;
  private final AgentConfig defaults = AgentConfig.defaults();

  private String listen = defaults.listen();
  private @Nullable String token;
  private @Nullable Path store = defaults.store();
  private final KeepingSection keeping;
  private StartAt from = defaults.from();
  private ZoneId zone = defaults.zone();
  private final Set<String> ownHops = new HashSet<>();
  private final LimitsSection limits;
  private final List<Rule> rules = new ArrayList<>();
  private final List<RuleFile> ruleFiles = new ArrayList<>();
  private final List<SourceConfig> sources = new ArrayList<>();

  private ConfigFile(YamlFaults faults, Path directory) {
    this.faults = faults;
    this.directory = directory;
    this.limits = new LimitsSection(faults, defaults.limits());
    this.keeping = new KeepingSection(faults, defaults.keeping());
  }

  /**
   * The configuration in a file. Paths of rule files are taken from the file's own directory.
   *
   * @throws ConfigException if the file, or a rule file it names, can't be read or has faults
   */
  public static AgentConfig read(Path path) throws ConfigException {
    YamlFaults faults = new YamlFaults(path.toString());
    Path parent = path.toAbsolutePath().getParent();
    ConfigFile file = new ConfigFile(faults, parent == null ? Path.of("/") : parent);
    Node root = file.compose(path);
    if (root != null) {
      file.readRoot(root);
    }
    if (!file.ruleFiles.isEmpty()) {
      new RuleCheck(file.ruleFiles).faults().forEach(faults::add);
    }
    faults.throwIfAny();
    return file.config();
  }

  private AgentConfig config() {
    return new AgentConfig(
        listen,
        token,
        store,
        keeping.keeping(),
        from,
        zone,
        ownHops,
        limits.limits(),
        rules,
        sources);
  }

  private @Nullable Node compose(Path path) {
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      faults.add(line, "is no YAML: " + e.getProblem());
    } catch (YAMLException e) {
      faults.add(
          1,
          e.getCause() instanceof IOException unread
              ? unread(path, unread)
              : "is no YAML text: "
                  + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (IOException e) {
      faults.add(1, unread(path, e));
    }
    return null;
  }

  private static String unread(Path path, IOException e) {
    if (Files.isDirectory(path)) {
      return "is a directory; name the configuration file in it";
    }
    return e instanceof CharacterCodingException
        ? "is no text in UTF-8; save it as UTF-8"
        : "can't be read: " + Causes.of(e);
  }

  private void readRoot(Node root) {
    new YamlSection(faults, "")
        .text("listen", text -> listen = checkedListen(text))
        .text("token", text -> token = text)
        .text("store", text -> store = text.equals("none") ? null : Path.of(text))
        .text("events", keeping::readEvents)
        .text("recipients", keeping::readRecipients)
        .section("retention", keeping::readRetention)
        .section("suppressions", keeping::readSuppressions)
        .text("from", text -> from = startAt(text))
        .text("timezone", text -> zone = zone(text))
        .each("own_hops", ownHops::add)
        .section("limits", limits::readLimits)
        .section("sender_domains", limits::readSenders)
        .each("rules", this::readRules)
        .list("sources", this::readSources)
        .read(root);
  }

  private void readRules(String name) {
    try {
      RuleFile file = RuleFile.read(directory.resolve(name));
      rules.addAll(file.rules());
      ruleFiles.add(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("can't read " + name + ": " + Causes.of(e), e);
    }
  }

  private void readSources(List<Node> nodes) {
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
  }

  private static final class SourceDraft {
    @Nullable String path;
    LogFormat format = LogFormat.AUTO;
  }

  private static String checkedListen(String text) {
    return Listen.parse(text).toString();
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
