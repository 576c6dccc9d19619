package io.bouncewatch.ledger;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's own code, which the driver unpacks from its jar into a directory and loads from there.
 *
 * <p>That directory is the store's unless {@value #DIRECTORY} names another: {@code /tmp} is often
 * mounted noexec on servers, is full when a server is in trouble, and lets other users put files in
 * our way. A killed process leaves its copy behind; in a directory of our own we can clear it.
 */
final class NativeLibrary {

  /** System property of the driver. */
  static final String DIRECTORY = "org.sqlite.tmpdir";

  private static final String FILES = "sqlite-*-*sqlitejdbc*";

  private NativeLibrary() {}

  /** Loads the library once a process; the caller holds the store's lock. */
  static void load(Path store) throws LedgerException {
    String chosen = System.getProperty(DIRECTORY);
    Path directory = chosen == null ? store.toAbsolutePath() : Path.of(chosen);
    try {
      if (chosen == null) {
        clear(directory);
        System.setProperty(DIRECTORY, directory.toString());
      }
      SQLiteJDBCLoader.initialize();
    } catch (Exception failure) {
      throw new LedgerException(
          ("SQLite's library can't be unpacked into %s and loaded from there: the directory is not"
                  + " writable, full, or on a file system mounted noexec. Start java with -D%s=DIR,"
                  + " DIR being a directory where programs may run.")
              .formatted(directory, DIRECTORY),
          failure);
    }
  }

  /** Loads it for one who only reads: an agent may be using the same directory. */
  static void loadToRead(Path store) throws LedgerException {
    if (System.getProperty(DIRECTORY) == null && Files.isWritable(store)) {
      System.setProperty(DIRECTORY, store.toAbsolutePath().toString());
    }
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception failure) {
      throw new LedgerException(
          "SQLite's library can't be unpacked and loaded. Start java with -D%s=DIR, DIR being a directory where this user may write and programs may run."
              .formatted(DIRECTORY),
          failure);
    }
  }

  private static void clear(Path directory) throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, FILES)) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
  }
}
