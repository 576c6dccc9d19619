package io.bouncewatch;

import io.bouncewatch.parser.LogFormat;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One log to follow.
 *
 * @param name the {@code source} label: the path as it was given
 */
public record SourceConfig(String name, Path path, LogFormat format) {

  private static final Pattern FORMATTED = Pattern.compile("(?<format>[a-z]+):(?<path>.+)");

  /**
   * Reads {@code [FORMAT:]PATH}.
   *
   * @throws IllegalArgumentException if the format is not known; the message says which are
   */
  public static SourceConfig parse(String text) {
    Matcher formatted = FORMATTED.matcher(text);
    if (!formatted.matches()) {
      return of(text, LogFormat.AUTO);
    }
    return of(formatted.group("path"), format(formatted.group("format")));
  }

  /** A log at this path, in this format. */
  public static SourceConfig of(String path, LogFormat format) {
    if (path.isBlank()) {
      throw new IllegalArgumentException("a source needs the path of a log file");
    }
    return new SourceConfig(path, Path.of(path), format);
  }

  /** The format of that name. */
  static LogFormat format(String label) {
    return LogFormat.parse(label)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown format '" + label + "'; known are auto, exim and postfix"));
  }
}
