package io.bouncewatch.ledger;

/**
 * How far a file has been read.
 *
 * @param source name of the source, as configured
 * @param fileId identity of the file, as the source package gives it
 * @param offset byte offset of the first byte not yet counted
 */
public record Checkpoint(String source, String fileId, long offset) {

  public Checkpoint {
    if (offset < 0) {
      throw new IllegalArgumentException("an offset can't be negative: " + offset);
    }
  }
}
