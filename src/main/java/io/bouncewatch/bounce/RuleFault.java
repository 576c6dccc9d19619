package io.bouncewatch.bounce;

/**
 * What is wrong with a rule file, where, and what to do about it.
 *
 * @param file the file's name as it was given
 * @param line from 1
 * @param problem what is wrong
 * @param fix what to write instead
 */
public record RuleFault(String file, int line, String problem, String fix) {

  @Override
  public String toString() {
    return file + ":" + line + ": " + problem + "; " + fix;
  }
}
