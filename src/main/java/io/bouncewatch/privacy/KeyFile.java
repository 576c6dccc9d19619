package io.bouncewatch.privacy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/** The secret that hashes are made with: 256 bits as hexadecimal digits, for its owner alone. */
public final class KeyFile {

  /** Its name in a store's directory. */
  public static final String NAME = "recipients.key";

  static final int BYTES = 32;

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private KeyFile() {}

  /**
   * The key in a file, which is made if it is not there.
   *
   * @throws IOException if it can't be read or made, others may read it, or it holds no key; the
   *     message is a sentence that says what to do
   */
  public static byte[] readOrMake(Path file) throws IOException {
    if (Files.notExists(file)) {
      try {
        make(file);
      } catch (FileAlreadyExistsException madeMeanwhile) {
        // Another process was quicker: its key is as good.
      } catch (IOException e) {
        throw new IOException(
            "The key %s can't be made (%s). See that its directory is there and can be written."
                .formatted(file, e),
            e);
      }
    }
    return read(file);
  }

  /** The key in a file that must be there. */
  public static byte[] read(Path file) throws IOException {
    String text;
    try {
      refuseOthers(file);
      text = Files.readString(file, US_ASCII).strip();
    } catch (NoSuchFileException e) {
      throw new IOException(
          "There is no key %s. The agent makes one, as %s in its store, with recipients: hashed."
              .formatted(file, NAME),
          e);
    }
    try {
      byte[] key = HexFormat.of().parseHex(text);
      if (key.length == BYTES) {
        return key;
      }
    } catch (IllegalArgumentException noDigits) {
      // Told below.
    }
    throw new IOException(
        "The file %s holds no key (64 hexadecimal digits). Put the right one back, or delete it: then a new one is made, and addresses get other hashes than before."
            .formatted(file));
  }

  private static void refuseOthers(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    EnumSet<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
    others.addAll(permissions);
    others.removeAll(OWNER);
    others.remove(PosixFilePermission.OWNER_EXECUTE);
    if (!others.isEmpty()) {
      throw new IOException(
          "Others than its owner may use the key %s (%s), with which hashes can be traced to addresses. Run: chmod 600 %s; and if somebody may have read it, delete it, so that a new one is made."
              .formatted(file, PosixFilePermissions.toString(permissions), file));
    }
  }

  /** Complete before it has its name, and on the disk before any hash is. */
  private static void make(Path file) throws IOException {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Path draft = Files.createTempFile(directory(file), NAME, ".new", mode(file));
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap((HexFormat.of().formatHex(key) + "\n").getBytes(US_ASCII)));
        channel.force(true);
      }
      // A link, unlike a move, never replaces a key that somebody else made meanwhile.
      Files.createLink(file, draft);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }

  private static FileAttribute<?>[] mode(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
        : new FileAttribute<?>[0];
  }
}
