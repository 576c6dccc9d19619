package io.bouncewatch.cli;

import io.bouncewatch.event.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a stream, each ended by a line feed and by nothing else, so that every line of the input
 * is one here: a carriage return before it goes, one elsewhere stays. Of a line longer than {@link
 * LogLine#MAX_LENGTH} bytes the rest is skipped. Used by one thread.
 */
final class InputLines {

  private static final int BLOCK = 64 * 1024;

  private final InputStream in;
  private final byte[] block = new byte[BLOCK];
  private final byte[] line = new byte[LogLine.MAX_LENGTH];
  private int at;
  private int end;

  InputLines(InputStream in) {
    this.in = in;
  }

  /** Whether the next line may have to be waited for. */
  boolean isDrained() throws IOException {
    return at == end && in.available() == 0;
  }

  /** The next line without its end; null at the end of the stream. */
  @Nullable String next() throws IOException {
    int length = 0;
    boolean begun = false;
    while (at < end || fill()) {
      begun = true;
      int from = at;
      while (at < end && block[at] != '\n') {
        at++;
      }
      int taken = Math.min(at - from, line.length - length);
      System.arraycopy(block, from, line, length, taken);
      length += taken;
      if (at < end) {
        at++;
        return text(length);
      }
    }
    return begun ? text(length) : null;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(block));
    return end > 0;
  }

  private String text(int length) {
    int last = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return new String(line, 0, last, StandardCharsets.UTF_8);
  }
}
