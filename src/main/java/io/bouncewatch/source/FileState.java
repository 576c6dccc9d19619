package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one file: enough to find it again, whatever its name, and to go on in it.
 *
 * @param key device and inode, as the file system gives them; {@code -} if it has none
 * @param offset where the first line begins that was not handed out
 * @param size the most bytes that it was seen to have
 * @param modifiedMillis when it was last seen to be written, since 1970
 * @param done whether nothing more is expected of it; it is remembered because what comes next in
 *     the order of rotation is new
 * @param seenAt where it stood
 */
record FileState(
    String key,
    Fingerprint print,
    long offset,
    long size,
    long modifiedMillis,
    boolean done,
    Path seenAt) {

  private static final Pattern TEXT =
      Pattern.compile(
          "(?<key>\\S+) (?<print>\\S+) (?<size>\\d{1,18}) (?<modified>-?\\d{1,18})"
              + " (?<done>open|done) (?<path>.+)",
          Pattern.DOTALL);

  /** Device and inode of a file, as text. */
  static String keyOf(BasicFileAttributes attributes) {
    return keyOf(attributes.fileKey());
  }

  static String keyOf(@Nullable Object fileKey) {
    return fileKey == null ? "-" : fileKey.toString();
  }

  /** Reads what {@link #toPosition()} wrote. */
  static Optional<FileState> parse(FilePosition position) {
    Matcher matcher = TEXT.matcher(position.fileId());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(matcher.group("path"));
      return Fingerprint.parse(matcher.group("print"))
          .map(
              print ->
                  new FileState(
                      matcher.group("key"),
                      print,
                      position.offset(),
                      Long.parseLong(matcher.group("size")),
                      Long.parseLong(matcher.group("modified")),
                      matcher.group("done").equals("done"),
                      path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The same as text, to be saved. */
  FilePosition toPosition() {
    String id =
        String.join(
            " ",
            key,
            print.toString(),
            Long.toString(size),
            Long.toString(modifiedMillis),
            done ? "done" : "open",
            seenAt.toString());
    return new FilePosition(id, offset);
  }

  /**
   * Bytes that it was seen to have and that were not handed out; a hole at its beginning is none.
   */
  long unread() {
    return Math.max(0, size - Math.max(offset, print.from()));
  }

  FileState withSize(long bytes) {
    return new FileState(key, print, offset, bytes, modifiedMillis, done, seenAt);
  }

  /** The same, as long as it is not known what it may have held before. */
  FileState unknownSince(long millis) {
    return new FileState(key, Fingerprint.NONE, 0, 0, millis, false, seenAt);
  }

  /** The same, with nothing expected of it any more. */
  FileState finished() {
    return new FileState(key, print, offset, offset, modifiedMillis, true, seenAt);
  }
}
