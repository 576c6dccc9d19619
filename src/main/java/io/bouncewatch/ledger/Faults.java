package io.bouncewatch.ledger;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** SQLite's failures in words that help: what is wrong, where, what to do. */
final class Faults {

  // Primary result codes, https://www.sqlite.org/rescode.html
  private static final int PERMISSION = 3;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READ_ONLY = 8;
  private static final int IO_ERROR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CAN_NOT_OPEN = 14;
  private static final int NOT_A_DATABASE = 26;

  /** Less than this is none. In bytes. */
  private static final long NO_SPACE = 64 * 1024;

  private Faults() {}

  static LedgerException explain(Path file, SQLException failure) {
    return new LedgerException(sentence(file, failure), failure);
  }

  /** The file itself is broken: no retry will help. */
  static boolean isDamage(SQLException failure) {
    int code = code(failure);
    return code == CORRUPT || code == NOT_A_DATABASE;
  }

  static boolean isDamage(LedgerException failure) {
    return failure.getCause() instanceof SQLException cause && isDamage(cause);
  }

  /** What SQLite said. */
  static String cause(LedgerException failure) {
    Throwable cause = failure.getCause();
    return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
  }

  /** Damage that SQLite did not stumble over, but found when asked. */
  static SQLException damage(String found) {
    String first = found.lines().filter(line -> !line.startsWith("***")).findFirst().orElse(found);
    return new SQLException(first, null, CORRUPT);
  }

  /** Somebody else is in the way for now. */
  static SQLException busy(String why) {
    return new SQLException(why, null, BUSY);
  }

  private static String sentence(Path file, SQLException failure) {
    if (isDamage(failure)) {
      return "The store %s is damaged (%s); a new one is begun as soon as it can be set aside."
          .formatted(file, failure.getMessage());
    }
    return switch (code(failure)) {
      // The log's index can't grow on a full disk either, which SQLite calls an I/O error.
      case IO_ERROR ->
          isFull(file) ? full(file) : isReadOnly(file) ? readOnly(file) : broken(file, failure);
      case FULL -> full(file);
      case BUSY, LOCKED ->
          "Another program is writing to the store %s. Close it (a sqlite3 shell, a backup?)."
              .formatted(file);
      case READ_ONLY, PERMISSION, CAN_NOT_OPEN ->
          "The store %s can't be written. See that its directory and files belong to the user the agent runs as, and that the file system is not mounted read-only."
              .formatted(file);
      default -> "The store %s failed: %s".formatted(file, failure.getMessage());
    };
  }

  private static String full(Path file) {
    return "The disk is full: the store %s can't grow. Free some space; nothing counted is lost."
        .formatted(file);
  }

  private static String readOnly(Path file) {
    return ("The disk of the store %s has become read-only. Look in the kernel's log why (a damaged"
            + " disk, mostly), and mount it writable again; nothing counted is lost.")
        .formatted(file);
  }

  private static String broken(Path file, SQLException failure) {
    return "Reading or writing the store %s failed (%s). Look for disk errors in the kernel's log."
        .formatted(file, failure.getMessage());
  }

  private static boolean isFull(Path file) {
    try {
      return Files.getFileStore(file).getUsableSpace() < NO_SPACE;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Found by trying: the mount options of a disk that was found damaged still say "rw". */
  private static boolean isReadOnly(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      return false;
    }
    try {
      Files.delete(Files.createTempFile(directory, "probe", null));
      return false;
    } catch (FileSystemException e) {
      return String.valueOf(e.getReason()).contains("Read-only");
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Extended codes keep the primary one in the low byte. */
  private static int code(SQLException failure) {
    return failure.getErrorCode() & 0xff;
  }
}
