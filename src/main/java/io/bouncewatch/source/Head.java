package io.bouncewatch.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/** Reads a file from its beginning and leaves its position where it is. */
final class Head implements ReadableByteChannel {

  private final FileChannel file;
  private long at;

  Head(FileChannel file) {
    this.file = file;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = file.read(target, at);
    if (count > 0) {
      at += count;
    }
    return count;
  }

  /** Goes on at another offset. */
  void moveTo(long offset) {
    at = offset;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  /** Leaves the file open: it belongs to somebody else. */
  @Override
  public void close() {}
}
