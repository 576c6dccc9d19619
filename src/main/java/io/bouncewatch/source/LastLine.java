package io.bouncewatch.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds the end of a file's last whole line, to begin there instead of amid a line. */
final class LastLine {

  private static final int BLOCK = 64 * 1024;

  private LastLine() {}

  /** Offset behind the last line end; 0 if there is none. */
  static long end(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      long end = file.size();
      while (end > 0) {
        long from = Math.max(0, end - BLOCK);
        ByteBuffer block = ByteBuffer.allocate((int) (end - from));
        while (block.hasRemaining() && file.read(block, from + block.position()) >= 0) {
          // A channel may give less than was asked for.
        }
        for (int i = block.position() - 1; i >= 0; i--) {
          if (block.get(i) == '\n') {
            return from + i + 1;
          }
        }
        end = from;
      }
      return 0;
    }
  }
}
