package io.bouncewatch.ledger;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory the store lies in. What it holds is nobody else's to read. */
final class StoreDirectory {

  private StoreDirectory() {}

  /** Makes the directory (mode 0700) and an empty database (0600) where there is none. */
  static void prepare(Path directory) throws LedgerException {
    try {
      Files.createDirectories(directory, mode(directory, "rwx------"));
      Path file = directory.resolve(SqliteLedger.FILE);
      Path complete = directory.resolve(SqliteLedger.FILE + Salvage.NEW);
      // Killed between setting a damaged store aside and putting the new one in its place.
      if (Files.notExists(file) && Files.exists(complete)) {
        Files.move(complete, file);
      }
      createFile(file);
    } catch (IOException failure) {
      throw new LedgerException(
          ("The store's directory %s can't be made or written (%s). Create it for the user the agent"
                  + " runs as, or name another with --store.")
              .formatted(directory, cause(failure)),
          failure);
    }
  }

  private static String cause(IOException failure) {
    if (failure instanceof FileAlreadyExistsException) {
      return "a file has that name";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    return failure instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : "the system refuses it";
  }

  // SQLite gives its -wal and -shm files the mode of the database.
  static void createFile(Path file) throws IOException {
    try {
      Files.createFile(file, mode(file, "rw-------"));
    } catch (FileAlreadyExistsException keepIt) {
      // Nothing to do.
    }
  }

  private static FileAttribute<?>[] mode(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
