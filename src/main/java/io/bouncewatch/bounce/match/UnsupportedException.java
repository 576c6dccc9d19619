package io.bouncewatch.bounce.match;

import java.io.Serial;

/** An expression that is better left to RE2 itself. */
final class UnsupportedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  UnsupportedException(String what) {
    super(what);
  }
}
