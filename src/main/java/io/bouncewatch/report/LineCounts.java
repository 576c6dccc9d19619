package io.bouncewatch.report;

/**
 * How many lines were read, and what became of them.
 *
 * @param read the sum of the others
 */
public record LineCounts(long read, long parsed, long ignored, long unrecognised) {

  public static final LineCounts NONE = new LineCounts(0, 0, 0, 0);

  /** These and those. */
  public LineCounts plus(LineCounts other) {
    return new LineCounts(
        read + other.read,
        parsed + other.parsed,
        ignored + other.ignored,
        unrecognised + other.unrecognised);
  }
}
