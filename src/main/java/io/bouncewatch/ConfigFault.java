package io.bouncewatch;

/**
 * One thing wrong in a configuration file.
 *
 * @param line counted from 1
 * @param message what is wrong, and the fix
 */
public record ConfigFault(String file, int line, String message) {

  @Override
  public String toString() {
    return file + ":" + line + ": " + message;
  }
}
