package io.bouncewatch.ledger;

import io.bouncewatch.event.FilePosition;
import java.util.List;

/**
 * How far a source has been read.
 *
 * @param source name of the source, as configured
 * @param files the files that are not finished, in the order in which they are read: usually the
 *     live one alone, before it what rotation left unread
 */
public record Checkpoint(String source, List<FilePosition> files) {

  public Checkpoint {
    files = List.copyOf(files);
    for (FilePosition file : files) {
      if (file.offset() < 0) {
        throw new IllegalArgumentException("an offset can't be negative: " + file.offset());
      }
    }
  }

  /** A source with one file. */
  public Checkpoint(String source, String fileId, long offset) {
    this(source, List.of(new FilePosition(fileId, offset)));
  }
}
