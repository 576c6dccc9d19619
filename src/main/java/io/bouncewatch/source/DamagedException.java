package io.bouncewatch.source;

import java.io.IOException;

/** A compressed file can't be decompressed to its end: it is incomplete yet, or damaged. */
final class DamagedException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedException(IOException cause) {
    super(Causes.of(cause), cause);
  }
}
