package io.bouncewatch.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Writes and rotates logs as servers and logrotate do. */
final class LogDirectory {

  private final Path directory;

  LogDirectory(Path directory) {
    this.directory = directory;
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** Appends, and makes the file if need be. */
  Path append(String name, String text) throws IOException {
    return Files.writeString(
        path(name),
        text,
        StandardCharsets.ISO_8859_1,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  void move(String from, String to) throws IOException {
    Files.move(path(from), path(to));
  }

  void copy(String from, String to) throws IOException {
    Files.copy(path(from), path(to));
  }

  void truncate(String name) throws IOException {
    Files.newByteChannel(path(name), StandardOpenOption.WRITE).truncate(0).close();
  }

  void delete(String name) throws IOException {
    Files.delete(path(name));
  }

  void modified(String name, String instant) throws IOException {
    Files.setLastModifiedTime(path(name), FileTime.from(Instant.parse(instant)));
  }

  /** A line as long as lines are, so that files are known by their first ones. */
  static String line(String name) {
    return "Nov 21 10:00:00 mx postfix/smtp[4711]: " + name + ": to=<a@example.com>, status=sent";
  }

  static String lines(String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(line(name)).append('\n');
    }
    return text.toString();
  }

  static String[] all(String... names) {
    String[] lines = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      lines[i] = line(names[i]);
    }
    return lines;
  }
}
