package io.bouncewatch.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * The first bytes of a text, by which it is known.
 *
 * @param from how many NULs the text begins with; they say nothing, because a writer that goes on
 *     after its file was truncated leaves a hole of them
 * @param bytes what stands behind them, at most {@value #LONGEST}; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
record Beginning(long from, byte[] bytes) {

  static final int LONGEST = 1024;

  private static final int SCAN = 8192;

  /** Reads a text from its first byte. */
  static Beginning read(ReadableByteChannel text) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(SCAN);
    long from = 0;
    while (text.read(block.clear()) >= 0) {
      block.flip();
      while (block.hasRemaining() && block.get(block.position()) == 0) {
        block.get();
        from++;
      }
      if (block.hasRemaining()) {
        return new Beginning(from, bytes(block, text));
      }
    }
    return new Beginning(from, new byte[0]);
  }

  /**
   * The same for a file of which it is known how many NULs it began with. A hole can be larger than
   * all logs together, and this is asked time and again: of a large one both ends are looked at.
   */
  static Beginning read(Head file, long hole) throws IOException {
    if (hole > 2 * SCAN && isHole(file, 0) && isHole(file, hole - SCAN)) {
      file.moveTo(hole);
      Beginning rest = read(file);
      return new Beginning(hole + rest.from, rest.bytes);
    }
    file.moveTo(0);
    return read(file);
  }

  private static boolean isHole(Head file, long from) throws IOException {
    file.moveTo(from);
    ByteBuffer block = ByteBuffer.allocate(SCAN);
    while (block.hasRemaining() && file.read(block) >= 0) {
      // A channel may give less than was asked for.
    }
    return !block.hasRemaining() && Arrays.equals(block.array(), new byte[SCAN]);
  }

  private static byte[] bytes(ByteBuffer first, ReadableByteChannel rest) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
    bytes.put(first.limit(first.position() + Math.min(LONGEST, first.remaining())));
    while (bytes.hasRemaining() && rest.read(bytes) >= 0) {
      // A channel may give less than was asked for.
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
