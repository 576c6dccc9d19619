package io.bouncewatch.source;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file that rotation made of a log: {@code mail.log.1}, {@code mail.log-20261121.gz}.
 *
 * @param modifiedMillis when it was last written, which rotation and compression preserve
 */
record Rotated(Path path, String key, long modifiedMillis, Compression compression) {

  private static final List<String> SUFFIXES = List.of(".gz", ".bz2", ".xz", ".zst");

  /**
   * All that rotation left of the log at this path, the oldest first. A file that is just being
   * compressed is listed once, as it was.
   */
  static List<Rotated> of(Path log) throws IOException {
    Path directory = log.toAbsolutePath().getParent();
    Path fileName = log.getFileName();
    if (directory == null || fileName == null || !Files.isDirectory(directory)) {
      return List.of();
    }
    List<Path> siblings = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (isSibling(entry.getFileName().toString(), fileName.toString())) {
          siblings.add(entry);
        }
      }
    }
    Set<String> names =
        siblings.stream().map(path -> path.getFileName().toString()).collect(Collectors.toSet());
    List<Rotated> files = new ArrayList<>();
    for (Path path : siblings) {
      if (!names.contains(withoutSuffix(path.getFileName().toString()))) {
        add(path, files);
      }
    }
    files.sort(
        Comparator.comparingLong(Rotated::modifiedMillis)
            .thenComparing(file -> file.path().toString(), Comparator.reverseOrder()));
    return files;
  }

  private static boolean isSibling(String name, String log) {
    int dot = log.lastIndexOf('.');
    // Most tools append to the name; some put the date before the extension.
    boolean appended = name.length() > log.length() && name.startsWith(log);
    boolean inserted =
        dot > 0
            && name.length() > log.length()
            && name.startsWith(log.substring(0, dot))
            && withoutSuffix(name).endsWith(log.substring(dot))
            && "-.".indexOf(name.charAt(dot)) >= 0;
    return (appended && "-._".indexOf(name.charAt(log.length())) >= 0) || inserted;
  }

  private static String withoutSuffix(String name) {
    for (String suffix : SUFFIXES) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    // Never the name of a sibling, because names don't hold this character.
    return "/" + name;
  }

  private static void add(Path path, List<Rotated> files) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        files.add(
            new Rotated(
                path,
                FileIdentity.keyOf(path, attributes),
                attributes.lastModifiedTime().toMillis(),
                Compression.of(path)));
      }
    } catch (IOException goneOrUnreadable) {
      // Rotation goes on while it is looked at; what can't be read now is no candidate.
    }
  }

  /** Whether its text begins as this file did. */
  boolean holds(FileIdentity identity) {
    if (identity.length() == 0) {
      return key.equals(identity.key());
    }
    try (ReadableByteChannel head = Channels.newChannel(Compression.open(path))) {
      return identity.beginsAs(head);
    } catch (IOException goneOrDamaged) {
      return false;
    }
  }

  /** Opens it at an offset of its text. */
  Cursor open(long offset) throws IOException {
    return compression == Compression.NONE
        ? Cursor.open(path, offset)
        : Cursor.openCompressed(path, offset);
  }
}
