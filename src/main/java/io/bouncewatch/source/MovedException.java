package io.bouncewatch.source;

import java.io.IOException;

/** A name was given to another file in the very moment; one looks again. */
final class MovedException extends IOException {

  private static final long serialVersionUID = 1L;

  MovedException(String message) {
    super(message);
  }
}
