package io.bouncewatch.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A path with {@code * ? [ ] { }} in any of its parts. */
final class Glob {

  private final Path pattern;

  Glob(Path pattern) {
    this.pattern = pattern;
  }

  /** Whether the path is a pattern, and not the name of a file that happens to look like one. */
  static boolean isGlob(Path path) {
    return hasWildcard(path) && !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean hasWildcard(Path path) {
    return path.toString().chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /** Every path that matches now, in the order of names. */
  List<Path> expand() throws IOException {
    Path root = pattern.getRoot();
    List<Path> found = List.of(root == null ? Path.of("") : root);
    for (Path part : pattern) {
      List<Path> next = new ArrayList<>();
      for (Path directory : found) {
        expand(directory, part, next);
      }
      found = next;
    }
    return found.stream().filter(Files::exists).sorted().toList();
  }

  private static void expand(Path directory, Path part, List<Path> found) throws IOException {
    if (!hasWildcard(part)) {
      found.add(directory.resolve(part));
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, part.toString())) {
      for (Path entry : entries) {
        boolean hidden = entry.getFileName().toString().startsWith(".");
        if (!hidden || part.toString().startsWith(".")) {
          found.add(entry);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // It may appear later.
    }
  }
}
