package io.bouncewatch.bounce.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of one entry of a file; a field that is missing, empty or not known is a fault. */
record Entry(String file, String key, Map<?, ?> fields) {

  /** Fails if there is a field that is none of these. */
  Entry only(Set<String> known) {
    for (Object field : fields.keySet()) {
      if (!known.contains(String.valueOf(field))) {
        throw fault("has the field '" + field + "', which is none of " + known);
      }
    }
    return this;
  }

  String text(String field) {
    return optional(field).orElseThrow(() -> fault("has no " + field));
  }

  Optional<String> optional(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text.strip());
    }
    throw fault("has no text in " + field);
  }

  /** One or more texts; a single one may stand without its list. */
  List<String> list(String field) {
    Object value = fields.get(field);
    if (value instanceof String text && !text.isBlank()) {
      return List.of(text.strip());
    }
    if (!(value instanceof List<?> items) || items.isEmpty()) {
      throw fault("has no " + field);
    }
    return items.stream()
        .map(
            item -> {
              if (!(item instanceof String text) || text.isBlank()) {
                throw fault("has something in " + field + " that is no text: " + item);
              }
              return text.strip();
            })
        .toList();
  }

  CatalogueFault fault(String what) {
    return new CatalogueFault(file, key + " " + what);
  }
}
