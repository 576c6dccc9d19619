package io.bouncewatch.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Lists what rotation left of a log, beside it and beside the file that a link points at. */
final class Siblings {

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
    List<Rotated> files = new ArrayList<>(found.values());
    files.sort(order(files));
    return files;
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

  /** By number or date where all have one, because times are lost in copying; else by time. */
  private static Comparator<Rotated> order(List<Rotated> files) {
    long kinds =
        files.stream()
            .map(file -> file.name().kind())
            .filter(kind -> kind != RotatedName.Kind.OTHER)
            .distinct()
            .count();
    Comparator<Rotated> byTime =
        Comparator.comparingLong(Rotated::modifiedMillis)
            .thenComparing(file -> file.path().toString(), Comparator.reverseOrder());
    if (kinds != 1) {
      return byTime;
    }
    // Files without number or date are only ever looked up, so they may stand anywhere.
    return Comparator.comparing((Rotated file) -> file.name().kind() != RotatedName.Kind.OTHER)
        .thenComparing(Rotated::name)
        .thenComparing(byTime);
  }

  static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
