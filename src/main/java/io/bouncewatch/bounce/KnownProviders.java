package io.bouncewatch.bounce;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The ids that a rule may ask for; read when the first rule does. */
final class KnownProviders {

  private static final int MOST_NAMED = 8;
  private static final Set<String> IDS = ids();

  private KnownProviders() {}

  static Optional<String> find(String id) {
    return IDS.contains(id) ? Optional.of(id) : Optional.empty();
  }

  /** What may have been meant, for a message. */
  static String near(String value) {
    List<String> near =
        IDS.stream().filter(id -> value.startsWith(id.substring(0, 1))).limit(MOST_NAMED).toList();
    return near.isEmpty()
        ? "an id of the provider list, such as google or microsoft"
        : "an id of the provider list, such as " + near.stream().collect(Collectors.joining(", "));
  }

  private static Set<String> ids() {
    Set<String> ids = new TreeSet<>();
    ProviderDirectory.load().providers().forEach(provider -> ids.add(provider.id()));
    ids.add(Provider.OTHER);
    return ids;
  }
}
