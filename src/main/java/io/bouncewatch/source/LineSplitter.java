package io.bouncewatch.source;

import io.bouncewatch.event.LogLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Cuts a stream of bytes into lines, without copying what is whole.
 *
 * <p>A line without its end waits for it. A line longer than {@link LogLine#MAX_LENGTH} is handed
 * out cut, and what was skipped of it is counted. Used by one thread.
 */
final class LineSplitter {

  private static final int BLOCK = 256 * 1024;

  private final LogLine line = new LogLine();

  /** Empty until something is read: many files may wait for their turn. */
  private byte[] buffer = {};

  private ByteBuffer target = ByteBuffer.wrap(buffer);
  private int start;
  private int end;
  private int scanned;

  /** Source offset of {@code buffer[start]}: where the next line begins. */
  private long offset;

  /** Bytes of the line at {@code start} that were dropped because it is too long. */
  private long dropped;

  private long skipped;

  /** Forgets everything and goes on at another offset, perhaps of another file. */
  void reset(long newOffset) {
    start = 0;
    end = 0;
    scanned = 0;
    dropped = 0;
    offset = newOffset;
  }

  /** Offset of the first byte that was not yet handed out as part of a line. */
  long offset() {
    return offset;
  }

  /** Offset of the next byte to be read: {@link #offset()} and what waits for its line's end. */
  long readOffset() {
    return offset + (end - start) + dropped;
  }

  /** Bytes skipped of lines that were too long, since the last call. */
  long takeSkipped() {
    long taken = skipped;
    skipped = 0;
    return taken;
  }

  /**
   * Reads once from the channel, which must stand at {@link #readOffset()}.
   *
   * @return bytes read; -1 at the end of the stream
   */
  int fill(ReadableByteChannel channel) throws IOException {
    if (buffer.length == 0) {
      buffer = new byte[BLOCK];
      target = ByteBuffer.wrap(buffer);
    }
    makeRoom();
    target.limit(buffer.length).position(end);
    int count = channel.read(target);
    if (count > 0) {
      end += count;
    }
    return count;
  }

  /** Forgets the last bytes that were read. */
  void takeBack(int count) {
    end -= count;
  }

  /** Hands out every whole line that was read; returns how many. */
  int emit(LineConsumer consumer) {
    int lines = 0;
    for (int i = scanned; i < end; i++) {
      if (buffer[i] == '\n') {
        handOut(consumer, i, i + 1);
        lines++;
      }
    }
    scanned = end;
    skipNuls(end);
    return lines;
  }

  /** A hole at a line's beginning is no part of it, however long it is. */
  private void skipNuls(int limit) {
    while (dropped == 0 && start < limit && buffer[start] == 0) {
      start++;
      offset++;
    }
  }

  /** Hands out the last line of a file that is finished without a line end. */
  boolean emitRest(LineConsumer consumer) {
    if (start == end) {
      return false;
    }
    handOut(consumer, end, end);
    return true;
  }

  private void handOut(LineConsumer consumer, int lineEnd, int next) {
    skipNuls(lineEnd);
    int longest = Math.min(lineEnd, start + LogLine.MAX_LENGTH);
    skipped += dropped + (lineEnd - longest);
    line.set(buffer, start, longest, offset);
    consumer.accept(line);
    offset += (next - start) + dropped;
    dropped = 0;
    start = next;
  }

  private void makeRoom() {
    if (start == end) {
      start = 0;
      end = 0;
      scanned = 0;
    } else if (end - start > LogLine.MAX_LENGTH && scanned == end) {
      // No end in sight: keep what will be shown of this line, and forget the rest.
      int keep = start + LogLine.MAX_LENGTH;
      dropped += end - keep;
      end = keep;
      scanned = keep;
    }
    if (end == buffer.length || start > buffer.length / 2) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      scanned -= start;
      end -= start;
      start = 0;
    }
  }
}
