package io.bouncewatch.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text that may break off, as an archive does when a disk was full: it ends there, and why. */
final class TornText extends FilterInputStream {

  private @Nullable IOException failure;

  TornText(InputStream text) {
    super(text);
  }

  /** Why it ended before its end; empty if it did not. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (failure != null) {
      return -1;
    }
    try {
      return super.read(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      return -1;
    }
  }
}
