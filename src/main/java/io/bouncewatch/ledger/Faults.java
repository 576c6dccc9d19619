package io.bouncewatch.ledger;

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

  private Faults() {}

  static LedgerException explain(Path file, SQLException failure) {
    return new LedgerException(sentence(file, failure), failure);
  }

  /** The file itself is broken: no retry will help. */
  static boolean isDamage(SQLException failure) {
    int code = code(failure);
    return code == CORRUPT || code == NOT_A_DATABASE;
  }

  private static String sentence(Path file, SQLException failure) {
    if (isDamage(failure)) {
      return ("The store %s is damaged, or is no SQLite database. Move it away (with its -wal and"
              + " -shm files) and start again, or put a backup in its place; counters continue from"
              + " what the file holds, from 0 without one.")
          .formatted(file);
    }
    return switch (code(failure)) {
      case FULL ->
          "The disk is full: the store %s can't grow. Free some space; nothing counted is lost."
              .formatted(file);
      case BUSY, LOCKED ->
          "Another program is writing to the store %s. Close it (a sqlite3 shell, a backup?)."
              .formatted(file);
      case READ_ONLY, PERMISSION, CAN_NOT_OPEN ->
          "The store %s can't be written. See that its directory and files belong to the user the agent runs as, and that the file system is not mounted read-only."
              .formatted(file);
      case IO_ERROR ->
          "Reading or writing the store %s failed (%s). Look for disk errors in the kernel's log."
              .formatted(file, failure.getMessage());
      default -> "The store %s failed: %s".formatted(file, failure.getMessage());
    };
  }

  /** Extended codes keep the primary one in the low byte. */
  private static int code(SQLException failure) {
    return failure.getErrorCode() & 0xff;
  }
}
