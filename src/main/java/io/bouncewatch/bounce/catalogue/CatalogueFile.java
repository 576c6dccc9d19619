package io.bouncewatch.bounce.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * One YAML file of the catalogue: a mapping. Every scalar is text, so that a translator's {@code
 * title: No} is no boolean; a key that is there twice is a fault.
 */
final class CatalogueFile {

  private final String name;
  private final Map<?, ?> content;

  private CatalogueFile(String name, Map<?, ?> content) {
    this.name = name;
    this.content = content;
  }

  /**
   * Reads a file.
   *
   * @param name path from this package, such as {@code en/codes.yaml}
   * @throws CatalogueFault if it is no mapping
   */
  static CatalogueFile read(String name, Source source) {
    try (Reader text = new InputStreamReader(source.open(name), StandardCharsets.UTF_8)) {
      Object content = yaml().load(text);
      if (content instanceof Map<?, ?> mapping) {
        return new CatalogueFile(name, mapping);
      }
      throw new CatalogueFault(name, "is no mapping");
    } catch (YAMLException e) {
      throw new CatalogueFault(name, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + name, e);
    }
  }

  /** Where files come from. */
  @FunctionalInterface
  interface Source {
    InputStream open(String name) throws IOException;
  }

  /** A mapping of keys to text. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    content.forEach(
        (key, value) -> {
          if (!(value instanceof String text) || text.isBlank()) {
            throw new CatalogueFault(name, key + " has no text");
          }
          texts.put(String.valueOf(key), text.strip());
        });
    return texts;
  }

  /** A mapping of keys to entries, in the file's order. */
  List<Entry> entries() {
    return content.entrySet().stream()
        .map(
            entry -> {
              if (!(entry.getValue() instanceof Map<?, ?> fields)) {
                throw new CatalogueFault(name, entry.getKey() + " has no fields");
              }
              return new Entry(name, String.valueOf(entry.getKey()), fields);
            })
        .toList();
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options), new Representer(unused), unused, options, new TextOnly());
  }

  private static final class TextOnly extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      // Nothing is a number, a date or a boolean.
    }
  }
}
