package io.bouncewatch.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that rotation made of a log, as it stood when the directory was listed.
 *
 * @param size bytes on disk
 * @param modifiedMillis when it was last written, which rotation and compression preserve
 * @param changed when anything about it was last changed, its name too, which nobody can set; null
 *     if the file system does not say
 */
record Rotated(
    Path path,
    RotatedName name,
    String key,
    long size,
    long modifiedMillis,
    @Nullable FileTime changed) {

  private static final String ATTRIBUTES =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
          ? "unix:isRegularFile,fileKey,size,lastModifiedTime,ctime"
          : "isRegularFile,fileKey,size,lastModifiedTime";

  /** A regular file; empty if it is none, or is gone. */
  static Optional<Rotated> of(Path path, RotatedName name) {
    try {
      Map<String, Object> attributes = Files.readAttributes(path, ATTRIBUTES);
      return attributes.get("isRegularFile") == Boolean.TRUE
          ? Optional.of(of(path, name, attributes))
          : Optional.empty();
    } catch (IOException goneOrUnreadable) {
      // Rotation goes on while it is looked at; what is gone is no candidate.
      return Optional.empty();
    }
  }

  private static Rotated of(Path path, RotatedName name, Map<String, Object> attributes) {
    return new Rotated(
        path,
        name,
        FileState.keyOf(attributes.get("fileKey")),
        (Long) Objects.requireNonNull(attributes.get("size")),
        ((FileTime) Objects.requireNonNull(attributes.get("lastModifiedTime"))).toMillis(),
        (FileTime) attributes.get("ctime"));
  }

  /** Whether its text begins as this file did. */
  Fingerprint.Match match(FileState wanted, Beginnings beginnings) {
    try {
      return wanted.print().match(beginnings.of(this));
    } catch (AccessDeniedException e) {
      // It can't be compared; by its inode it is the file that was read when that was allowed.
      return isKeyOf(wanted) ? Fingerprint.Match.WHOLE : Fingerprint.Match.NO;
    } catch (IOException goneOrDamaged) {
      return Fingerprint.Match.NO;
    }
  }

  /** Whether its text begins like this. */
  Fingerprint.Match match(Fingerprint print, Beginnings beginnings) {
    try {
      return print.match(beginnings.of(this));
    } catch (IOException goneOrDamaged) {
      return Fingerprint.Match.NO;
    }
  }

  /** How its text begins; empty if it can't be read. */
  Optional<Fingerprint> fingerprint(Beginnings beginnings) {
    try {
      return Optional.of(Fingerprint.of(beginnings.of(this)));
    } catch (IOException goneOrDamaged) {
      return Optional.empty();
    }
  }

  /** Bytes of text, as far as it is known without reading. */
  long textSize() {
    return RotatedName.isCompressed(Siblings.nameOf(path)) ? 0 : size;
  }

  boolean isKeyOf(FileState wanted) {
    return key.equals(wanted.key()) && !key.equals("-");
  }

  /** Whether the same file still stands there, and was not written to. */
  boolean isUnchanged() {
    return of(path, name).filter(this::equals).isPresent();
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
