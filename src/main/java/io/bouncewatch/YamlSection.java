package io.bouncewatch;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The keys that one section of a YAML file may have, and what to do with their values. A value that
 * its setter refuses with an {@link IllegalArgumentException} becomes a fault at its line.
 */
final class YamlSection {

  private final YamlFaults faults;
  private final String prefix;
  private final Map<String, Consumer<Node>> readers = new LinkedHashMap<>();

  /**
   * @param prefix what stands before the keys when they are named to a person
   */
  YamlSection(YamlFaults faults, String prefix) {
    this.faults = faults;
    this.prefix = prefix;
  }

  YamlSection text(String key, Consumer<String> setter) {
    return reader(key, node -> scalar(key, node, setter));
  }

  YamlSection number(String key, int least, int most, IntConsumer setter) {
    return text(
        key,
        text -> {
          int number = number(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException(
                "must be a number from " + least + " to " + most + ", not '" + text + "'");
          }
          setter.accept(number);
        });
  }

  /** A list of texts, each given to the setter. */
  YamlSection each(String key, Consumer<String> setter) {
    return list(key, nodes -> nodes.forEach(node -> scalar(key, node, setter)));
  }

  YamlSection list(String key, Consumer<List<Node>> setter) {
    return reader(
        key,
        node -> {
          if (node instanceof SequenceNode list) {
            setter.accept(list.getValue());
          } else {
            faults.add(node, prefix + key + " must be a list: lines that begin with '- '");
          }
        });
  }

  YamlSection section(String key, Consumer<Node> setter) {
    return reader(key, setter);
  }

  /** Reads the section; what is not one is a fault. */
  void read(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      faults.add(node, "here must be keys and values, such as '" + example() + ": …'");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      Consumer<Node> reader = readers.get(key);
      if (reader == null) {
        faults.add(entry.getKeyNode(), unknown(key));
      } else if (!seen.add(key)) {
        faults.add(entry.getKeyNode(), "the key '" + prefix + key + "' is there twice");
      } else {
        reader.accept(entry.getValueNode());
      }
    }
  }

  private String example() {
    return readers.keySet().iterator().next();
  }

  private String unknown(String key) {
    String message = "unknown key '" + prefix + key + "'";
    return Spelling.nearest(key, readers.keySet())
        .map(near -> message + "; did you mean '" + near + "'?")
        .orElseGet(() -> message + "; known here are " + String.join(", ", readers.keySet()));
  }

  private YamlSection reader(String key, Consumer<Node> reader) {
    readers.put(key, reader);
    return this;
  }

  private void scalar(String key, Node node, Consumer<String> setter) {
    if (!(node instanceof ScalarNode scalar)) {
      faults.add(node, prefix + key + " must be one value");
      return;
    }
    try {
      setter.accept(scalar.getValue());
    } catch (IllegalArgumentException e) {
      faults.add(node, prefix + key + ": " + e.getMessage());
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number, not '" + text + "'", e);
    }
  }
}
