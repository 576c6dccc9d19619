package io.bouncewatch.event;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * One line as a slice of a reader's buffer, without its line end.
 *
 * <p>A reader hands out one and the same object again and again, so a consumer must not keep it.
 * Used by one thread.
 */
public final class LogLine {

  /** Longest line that is read; the rest of a longer one is skipped. In bytes. */
  public static final int MAX_LENGTH = 64 * 1024;

  private byte[] bytes = new byte[0];
  private int start;
  private int end;
  private long offset;

  /** A line that stands alone, for tests and for text that comes from no file. */
  public static LogLine of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LogLine line = new LogLine();
    line.set(bytes, 0, bytes.length, 0);
    return line;
  }

  /** Points this object at another line; leading NULs and trailing CRs are left out. */
  public void set(byte[] buffer, int from, int to, long fileOffset) {
    int first = from;
    int last = to;
    while (first < last && buffer[first] == 0) {
      first++;
    }
    while (last > first && buffer[last - 1] == '\r') {
      last--;
    }
    bytes = buffer;
    start = first;
    end = last;
    offset = fileOffset;
  }

  /** The buffer the line lies in; read only from {@link #start()} to {@link #end()}. */
  public byte[] bytes() {
    return bytes;
  }

  public int start() {
    return start;
  }

  /** Exclusive. */
  public int end() {
    return end;
  }

  public int length() {
    return end - start;
  }

  /** Byte offset of the line's beginning in its source. */
  public long offset() {
    return offset;
  }

  /** CRC-32C of its bytes. */
  public int checksum() {
    CRC32C sum = new CRC32C();
    sum.update(bytes, start, end - start);
    return (int) sum.getValue();
  }

  /** The text as UTF-8; what is no UTF-8 becomes U+FFFD. */
  public String text() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
