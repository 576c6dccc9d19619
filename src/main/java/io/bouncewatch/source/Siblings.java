package io.bouncewatch.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Lists what rotation left of a log, beside it and beside the file that a link points at. */
final class Siblings {

  private static final Comparator<Rotated> BY_TIME =
      Comparator.comparingLong(Rotated::modifiedMillis)
          .thenComparing(file -> file.path().toString(), Comparator.reverseOrder());

  private static final Comparator<Rotated> BY_NAME =
      Comparator.comparing((Rotated file) -> file.name().kind())
          .thenComparing(Rotated::name)
          .thenComparing(BY_TIME);

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
   * By number or date, because times are lost in copying; by time only where one file has a number
   * and the other a date. Files without either are only ever looked up, so they may stand anywhere.
   */
  private static List<Rotated> inOrder(Collection<Rotated> files) {
    List<Rotated> ordered = new ArrayList<>();
    Deque<Rotated> numbered = new ArrayDeque<>();
    Deque<Rotated> dated = new ArrayDeque<>();
    files.stream()
        .sorted(BY_NAME)
        .forEach(
            file ->
                (switch (file.name().kind()) {
                      case NUMBERED -> numbered;
                      case DATED -> dated;
                      case OTHER -> ordered;
                    })
                    .add(file));
    ordered.sort(BY_TIME);
    while (!numbered.isEmpty() && !dated.isEmpty()) {
      boolean number = BY_TIME.compare(numbered.getFirst(), dated.getFirst()) <= 0;
      ordered.add((number ? numbered : dated).removeFirst());
    }
    ordered.addAll(numbered);
    ordered.addAll(dated);
    return ordered;
  }

  static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
