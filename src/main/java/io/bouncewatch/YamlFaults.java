package io.bouncewatch;

import io.bouncewatch.bounce.RuleFault;
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

  void add(RuleFault fault) {
    faults.add(new ConfigFault(fault.file(), fault.line(), fault.problem() + "; " + fault.fix()));
  }

  void throwIfAny() throws ConfigException {
    if (!faults.isEmpty()) {
      faults.sort(Comparator.comparing(ConfigFault::file).thenComparingInt(ConfigFault::line));
      throw new ConfigException(faults);
    }
  }
}
