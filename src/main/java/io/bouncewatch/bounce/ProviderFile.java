package io.bouncewatch.bounce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the directory's text: one provider a line, {@code id | name | relay suffixes | domains},
 * names parted by spaces, {@code #} before a comment. Plain text because it is read at every start.
 */
final class ProviderFile {

  private static final int COLUMNS = 4;

  private final List<Provider> providers = new ArrayList<>();
  private final Map<String, String> relays = new HashMap<>();
  private final Map<String, String> domains = new HashMap<>();

  private ProviderFile() {}

  /**
   * Reads all lines.
   *
   * @throws IllegalArgumentException naming file, line and fault
   */
  static ProviderDirectory parse(String file, List<String> lines) {
    ProviderFile read = new ProviderFile();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        read.add(line);
      } catch (IllegalArgumentException fault) {
        throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + fault.getMessage(), fault);
      }
    }
    return new ProviderDirectory(read.providers, read.relays, read.domains);
  }

  private void add(String line) {
    String[] columns = line.split("\\|", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(
          "expected id | name | relay suffixes | domains, found " + columns.length + " columns");
    }
    Provider provider = new Provider(columns[0].strip(), columns[1].strip());
    Provider last = providers.isEmpty() ? null : providers.get(providers.size() - 1);
    if (last != null && last.id().compareTo(provider.id()) >= 0) {
      throw new IllegalArgumentException(provider.id() + " must stand before " + last.id());
    }
    providers.add(provider);
    index(relays, columns[2], provider.id());
    index(domains, columns[3], provider.id());
  }

  private static void index(Map<String, String> names, String column, String id) {
    for (String name : column.strip().split("\\s+", -1)) {
      if (name.isEmpty()) {
        continue;
      }
      if (!name.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
        throw new IllegalArgumentException("not a lower-case domain name: " + name);
      }
      String other = names.put(name, id);
      if (other != null) {
        throw new IllegalArgumentException(name + " belongs to " + other + " already");
      }
    }
  }
}
