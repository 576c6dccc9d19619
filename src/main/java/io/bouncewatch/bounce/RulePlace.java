package io.bouncewatch.bounce;

/**
 * Where a rule begins.
 *
 * @param file the file's name as it was given
 * @param line from 1
 */
public record RulePlace(String file, int line) {

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
