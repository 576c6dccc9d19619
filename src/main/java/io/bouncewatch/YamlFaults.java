package io.bouncewatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong in one YAML file. Used by one thread. */
final class YamlFaults {

  private final String file;
  private final List<ConfigFault> faults = new ArrayList<>();

  YamlFaults(String file) {
    this.file = file;
  }

  void add(Node node, String message) {
    add(node.getStartMark().getLine() + 1, message);
  }

  void add(int line, String message) {
    faults.add(new ConfigFault(file, line, message));
  }

  void throwIfAny() throws ConfigException {
    if (!faults.isEmpty()) {
      faults.sort(Comparator.comparingInt(ConfigFault::line));
      throw new ConfigException(faults);
    }
  }
}
