package io.bouncewatch.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operating system's lock that keeps a second agent out of a store; it goes away with the
 * process, however that ends.
 */
final class StoreLock implements AutoCloseable {

  static final String FILE = "bouncewatch.lock";

  // Behind the text, so that the holder's process id can be read where locks are mandatory.
  private static final long LOCKED_BYTE = 1L << 30;

  /**
   * Directories held by this process. POSIX drops a process's lock when it closes any descriptor of
   * the file, so a second attempt from within must be refused before it opens one.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private StoreLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** Takes the lock of an existing directory. */
  static StoreLock take(Path directory) throws LedgerException {
    try {
      Path real = directory.toRealPath();
      if (!HELD.add(real)) {
        throw inUse(directory, "this process");
      }
      try {
        return new StoreLock(real, lock(directory));
      } catch (LedgerException | IOException | RuntimeException failure) {
        HELD.remove(real);
        throw failure;
      }
    } catch (IOException failure) {
      throw new LedgerException(
          ("The store's lock %s can't be taken (%s). See that the agent's user may write there, and"
                  + " that the file system knows locks.")
              .formatted(directory.resolve(FILE), failure),
          failure);
    }
  }

  private static FileChannel lock(Path directory) throws IOException, LedgerException {
    FileChannel channel = FileChannel.open(directory.resolve(FILE), CREATE, READ, WRITE);
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw inUse(directory, "process " + holder(channel));
      }
      String self = ProcessHandle.current().pid() + "\n";
      channel.truncate(0).write(ByteBuffer.wrap(self.getBytes(US_ASCII)), 0);
      return channel;
    } catch (LedgerException | IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    return US_ASCII.decode(text.flip()).toString().strip();
  }

  private static LedgerException inUse(Path directory, String holder) {
    return new LedgerException(
        "The store %s is in use by another agent (%s). Stop that one, or name another directory with --store."
            .formatted(directory, holder));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException releasedAnyway) {
      // Closing frees the descriptor even when it fails, and the lock with it.
    }
    HELD.remove(directory);
  }
}
