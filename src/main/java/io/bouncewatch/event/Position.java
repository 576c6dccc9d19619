package io.bouncewatch.event;

/**
 * Where a line stood, and a trace of what it said.
 *
 * @param source name of the source, as configured
 * @param offset byte offset of the line's first byte
 * @param checksum {@link LogLine#checksum()}: tells lines apart that stood at the same offset in
 *     different files of a source, and stays the same when a file is renamed or compressed; 0 where
 *     nobody asks
 */
public record Position(String source, long offset, int checksum) {

  /** A position in a text that is read once. */
  public Position(String source, long offset) {
    this(source, offset, 0);
  }
}
