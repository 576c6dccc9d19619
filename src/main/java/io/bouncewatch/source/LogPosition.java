package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A position in one of several logs: the log's path goes before the rest, with its length. */
record LogPosition(Path log, FilePosition inLog) {

  private static final Pattern TEXT =
      Pattern.compile("(?<length>\\d{1,5}):(?<rest>.*)", Pattern.DOTALL);

  /** Reads what {@link #toPosition()} wrote. */
  static Optional<LogPosition> parse(FilePosition position) {
    Matcher matcher = TEXT.matcher(position.fileId());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String rest = matcher.group("rest");
    int length = Math.min(rest.length(), Integer.parseInt(matcher.group("length")));
    try {
      return Optional.of(
          new LogPosition(
              Path.of(rest.substring(0, length)),
              new FilePosition(rest.substring(length), position.offset())));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  FilePosition toPosition() {
    String path = log.toString();
    return new FilePosition(path.length() + ":" + path + inLog.fileId(), inLog.offset());
  }
}
