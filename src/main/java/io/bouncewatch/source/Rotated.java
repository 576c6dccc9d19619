package io.bouncewatch.source;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file that rotation made of a log, as it stood when the directory was listed.
 *
 * @param size bytes on disk
 * @param modifiedMillis when it was last written, which rotation and compression preserve
 */
record Rotated(Path path, RotatedName name, String key, long size, long modifiedMillis) {

  /** A regular file; empty if it is none, or is gone. */
  static Optional<Rotated> of(Path path, RotatedName name) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? Optional.of(
              new Rotated(
                  path,
                  name,
                  FileState.keyOf(attributes),
                  attributes.size(),
                  attributes.lastModifiedTime().toMillis()))
          : Optional.empty();
    } catch (IOException goneOrUnreadable) {
      // Rotation goes on while it is looked at; what is gone is no candidate.
      return Optional.empty();
    }
  }

  /** Whether its text begins as this file did. */
  Fingerprint.Match match(FileState wanted) {
    try (ReadableByteChannel text = open()) {
      return wanted.print().match(text);
    } catch (AccessDeniedException e) {
      // It can't be compared; by its inode it is the file that was read when that was allowed.
      return isKeyOf(wanted) ? Fingerprint.Match.WHOLE : Fingerprint.Match.NO;
    } catch (IOException goneOrDamaged) {
      return Fingerprint.Match.NO;
    }
  }

  /** Whether its text begins like this. */
  Fingerprint.Match match(Fingerprint print) {
    try (ReadableByteChannel text = open()) {
      return print.match(text);
    } catch (IOException goneOrDamaged) {
      return Fingerprint.Match.NO;
    }
  }

  /** How its text begins; empty if it can't be read. */
  Optional<Fingerprint> fingerprint() {
    try (ReadableByteChannel text = open()) {
      return Optional.of(Fingerprint.of(text));
    } catch (IOException goneOrDamaged) {
      return Optional.empty();
    }
  }

  private ReadableByteChannel open() throws IOException {
    return Channels.newChannel(Compression.open(path));
  }

  /** Bytes of text, as far as it is known without reading. */
  long textSize() {
    return RotatedName.isCompressed(Siblings.nameOf(path)) ? 0 : size;
  }

  boolean isKeyOf(FileState wanted) {
    return key.equals(wanted.key()) && !key.equals("-");
  }

  /**
   * Whether it was written after this time. Some compressors keep whole seconds only: a time
   * without a fraction is compared without one.
   */
  boolean isWrittenAfter(long millis) {
    return modifiedMillis % 1000 == 0
        ? modifiedMillis / 1000 >= Math.floorDiv(millis, 1000)
        : modifiedMillis > millis;
  }
}
