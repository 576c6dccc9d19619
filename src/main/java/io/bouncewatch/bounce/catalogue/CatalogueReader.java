package io.bouncewatch.bounce.catalogue;

import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Reason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes entries of what stands in the files of one language. */
final class CatalogueReader {

  private final String directory;
  private final CatalogueFile.Source source;

  CatalogueReader(String directory, CatalogueFile.Source source) {
    this.directory = directory;
    this.source = source;
  }

  Map<EnhancedStatusCode, CodeEntry> codes() {
    Map<EnhancedStatusCode, CodeEntry> codes = new HashMap<>();
    for (Entry entry : entries("codes.yaml")) {
      entry.only(Set.of("title", "meaning", "causes", "advice", "guide", "registry"));
      EnhancedStatusCode code =
          EnhancedStatusCode.parse(entry.key())
              .orElseThrow(() -> entry.fault("is no code such as \"5.1.1\""));
      codes.put(code, new CodeEntry(code, texts(entry), readings(entry)));
    }
    return Map.copyOf(codes);
  }

  Map<Reason, ReasonEntry> reasons() {
    Map<Reason, ReasonEntry> reasons = new EnumMap<>(Reason.class);
    for (Entry entry : entries("reasons.yaml")) {
      entry.only(Set.of("title", "meaning", "party", "causes", "advice"));
      Reason reason = Reason.parse(entry.key()).orElseThrow(() -> entry.fault("is no reason"));
      reasons.put(
          reason,
          new ReasonEntry(
              reason,
              entry.text("title"),
              entry.text("meaning"),
              entry.text("party"),
              entry.list("causes"),
              entry.list("advice")));
    }
    return Map.copyOf(reasons);
  }

  ProviderCodes providerCodes() {
    return new ProviderCodes(
        entries("provider-codes.yaml").stream().map(CatalogueReader::providerCode).toList());
  }

  Words words() {
    return new Words(CatalogueFile.read(directory + "/words.yaml", source).texts());
  }

  private List<Entry> entries(String name) {
    return CatalogueFile.read(directory + "/" + name, source).entries();
  }

  private static ProviderCode providerCode(Entry entry) {
    entry.only(Set.of("provider", "title", "meaning", "causes", "advice", "source"));
    return new ProviderCode(
        entry.key(), entry.list("provider"), texts(entry), entry.text("source"));
  }

  private static Texts texts(Entry entry) {
    return new Texts(
        entry.text("title"), entry.text("meaning"), entry.list("causes"), entry.list("advice"));
  }

  private static CodeEntry.@Nullable Readings readings(Entry entry) {
    Optional<String> guide = entry.optional("guide");
    Optional<String> registry = entry.optional("registry");
    if (guide.isPresent() != registry.isPresent()) {
      throw entry.fault("has one reading; give both guide and registry, or neither");
    }
    return guide.isEmpty() ? null : new CodeEntry.Readings(guide.get(), registry.orElseThrow());
  }
}
