package io.bouncewatch.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Which file it is, whatever its name: device and inode, and a checksum of its first bytes, because
 * inodes are used again and a compressed copy has another one.
 *
 * @param key device and inode, as the file system gives them
 * @param length how many bytes the checksum covers, at most {@value #FINGERPRINT}
 * @param checksum CRC-32C of those bytes
 */
record FileIdentity(String key, int length, long checksum) {

  static final int FINGERPRINT = 1024;

  private static final Pattern TEXT =
      Pattern.compile("(?<key>.*)#(?<length>\\d{1,4})#(?<checksum>[0-9a-f]{1,8})");

  /** Reads what {@link #toString()} wrote. */
  static Optional<FileIdentity> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new FileIdentity(
                matcher.group("key"),
                Integer.parseInt(matcher.group("length")),
                Long.parseLong(matcher.group("checksum"), 16)))
        : Optional.empty();
  }

  /** Device and inode of a file. */
  static String keyOf(Path path) throws IOException {
    return keyOf(path, Files.readAttributes(path, BasicFileAttributes.class));
  }

  static String keyOf(Path path, BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return key == null ? path.toString() : key.toString();
  }

  /**
   * The identity of a file with this key.
   *
   * @param head the file's content from its first byte
   * @param longest how many bytes to cover, if there are so many
   */
  static FileIdentity of(String key, ReadableByteChannel head, int longest) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(longest);
    while (bytes.hasRemaining() && head.read(bytes) >= 0) {
      // A channel may give less than was asked for.
    }
    bytes.flip();
    CRC32C checksum = new CRC32C();
    int length = bytes.remaining();
    checksum.update(bytes);
    return new FileIdentity(key, length, checksum.getValue());
  }

  /** Whether it has as much of a fingerprint as it can get. */
  boolean isComplete() {
    return length == FINGERPRINT;
  }

  /** Whether the content begins with the very bytes that this file began with. */
  boolean beginsAs(ReadableByteChannel head) throws IOException {
    FileIdentity other = of(key, head, length);
    return other.length == length && other.checksum == checksum;
  }

  @Override
  public String toString() {
    return key + "#" + length + "#" + Long.toHexString(checksum);
  }
}
