package io.bouncewatch.report;

import io.bouncewatch.event.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into blocks of whole lines. Used by one thread. */
final class BlockReader {

  private static final int BLOCK = 1024 * 1024;

  private final InputStream in;
  private byte[] rest = new byte[0];
  private long offset;

  BlockReader(InputStream in) {
    this.in = in;
  }

  /** The next lines; null at the end of the stream. */
  @Nullable Block next() throws IOException {
    byte[] bytes = Arrays.copyOf(rest, rest.length + BLOCK);
    int length = rest.length + in.readNBytes(bytes, rest.length, BLOCK);
    if (length == 0) {
      return null;
    }
    boolean ended = length < bytes.length;
    int end = ended ? length : lineEnd(bytes, length);
    if (end == 0) {
      return endlessLine(bytes, length);
    }
    rest = Arrays.copyOfRange(bytes, end, length);
    Block block = new Block(bytes, end, offset);
    offset += end;
    return block;
  }

  /** One line fills all of it: its beginning is kept, and the rest skipped to its end. */
  private Block endlessLine(byte[] bytes, int length) throws IOException {
    Block block = new Block(Arrays.copyOf(bytes, LogLine.MAX_LENGTH), LogLine.MAX_LENGTH, offset);
    offset += length;
    while (true) {
      int count = in.readNBytes(bytes, 0, bytes.length);
      int newline = indexOfLineEnd(bytes, count);
      if (newline >= 0 || count < bytes.length) {
        int next = newline < 0 ? count : newline + 1;
        offset += next;
        rest = Arrays.copyOfRange(bytes, next, count);
        return block;
      }
      offset += count;
    }
  }

  private static int indexOfLineEnd(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static int lineEnd(byte[] bytes, int length) {
    for (int i = length - 1; i >= 0; i--) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }
}
