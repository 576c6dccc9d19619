package io.bouncewatch.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists what rotation left of a log, beside it and beside the file that a link points at. */
final class Siblings {

  private static final Comparator<Rotated> BY_TIME =
      Comparator.comparingLong(Rotated::modifiedMillis)
          .thenComparing(file -> file.path().toString(), Comparator.reverseOrder());

  private Siblings() {}

  /**
   * All that may be parts of the log's history, the oldest first. A file that is just being
   * compressed is listed once, as it was.
   */
  static List<Rotated> of(Path log) throws IOException {
    Map<Path, Rotated> found = new LinkedHashMap<>();
    list(log, name -> RotatedName.parse(name, nameOf(log)), found);
    if (Files.isSymbolicLink(log) && Files.exists(log)) {
      Path target = log.toRealPath();
      list(
          target,
          name ->
              RotatedName.parse(name, nameOf(target))
                  .or(() -> RotatedName.parseDated(name, nameOf(target))),
          found);
    }
    return inOrder(found.values());
  }

  private static void list(
      Path log, Function<String, Optional<RotatedName>> reader, Map<Path, Rotated> found)
      throws IOException {
    Path directory = log.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return;
    }
    Map<String, RotatedName> names = new LinkedHashMap<>();
    Set<String> plain = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = nameOf(entry);
        reader.apply(name).ifPresent(made -> names.put(name, made));
        plain.add(name);
      }
    } catch (AccessDeniedException e) {
      // The log itself may be read all the same; only what becomes of it while nobody looks is
      // lost.
      return;
    }
    names.forEach(
        (name, made) -> {
          boolean beingCompressed = !name.equals(made.plain()) && plain.contains(made.plain());
          if (!beingCompressed || made.plain().equals(nameOf(log))) {
            Path path = directory.resolve(name);
            Rotated.of(path, made).ifPresent(file -> found.putIfAbsent(path, file));
          }
        });
  }

  /**
   * By number or date, because times are lost in copying; by time only where the names are of
   * different schemes. Files without number or date are only ever looked up, so they may stand
   * anywhere.
   */
  private static List<Rotated> inOrder(Collection<Rotated> files) {
    List<Rotated> ordered = new ArrayList<>();
    Map<String, Deque<Rotated>> schemes = new TreeMap<>();
    for (Rotated file : files) {
      if (file.name().kind() == RotatedName.Kind.OTHER) {
        ordered.add(file);
      } else {
        schemes.computeIfAbsent(file.name().scheme(), scheme -> new ArrayDeque<>()).add(file);
      }
    }
    ordered.sort(BY_TIME);
    schemes.replaceAll((scheme, unordered) -> sorted(unordered));
    while (!schemes.isEmpty()) {
      Map.Entry<String, Deque<Rotated>> next =
          Collections.min(
              schemes.entrySet(),
              Map.Entry.comparingByValue(Comparator.comparing(Deque::getFirst, BY_TIME)));
      ordered.add(next.getValue().removeFirst());
      if (next.getValue().isEmpty()) {
        schemes.remove(next.getKey());
      }
    }
    return ordered;
  }

  private static Deque<Rotated> sorted(Collection<Rotated> files) {
    return files.stream()
        .sorted(Comparator.comparing(Rotated::name).thenComparing(BY_TIME))
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
