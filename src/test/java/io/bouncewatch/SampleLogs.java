package io.bouncewatch;

import io.bouncewatch.parser.LogFormat;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The genuine logs among the test resources. */
public final class SampleLogs {

  private static final Path DIRECTORY = directory();

  private SampleLogs() {}

  /** File names of all of them. */
  public static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("log.gz"))
          .sorted()
          .toList();
    }
  }

  public static Path path(String name) {
    return DIRECTORY.resolve(name);
  }

  /** The text of one, decompressed. */
  public static InputStream open(String name) throws IOException {
    return new GZIPInputStream(Files.newInputStream(path(name)));
  }

  /** The lines of one, as bytes without line ends. */
  public static List<byte[]> lines(String name) throws IOException {
    List<byte[]> lines = new java.util.ArrayList<>();
    byte[] text;
    try (InputStream in = open(name)) {
      text = in.readAllBytes();
    }
    int start = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        lines.add(java.util.Arrays.copyOfRange(text, start, i));
        start = i + 1;
      }
    }
    return lines;
  }

  public static LogFormat format(String name) {
    return name.startsWith("exim") ? LogFormat.EXIM : LogFormat.POSTFIX;
  }

  private static Path directory() {
    try {
      return Path.of(SampleLogs.class.getResource("/samples/README.md").toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
