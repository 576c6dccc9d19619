package io.bouncewatch;

import io.bouncewatch.event.FilePosition;
import io.bouncewatch.event.LogRecord;
import io.bouncewatch.event.Series;
import java.util.List;
import java.util.Map;

/**
 * What one look at a source brought: the unit that is committed, whole or not at all.
 *
 * @param records what the lines say, in their order, with each line's offset
 * @param lines how many lines of each kind there were, and bytes lost, by series
 * @param positions where the source stands behind these lines
 */
record ReadBatch(
    String source, List<Located> records, Map<Series, Long> lines, List<FilePosition> positions) {

  /** A record with its line's offset and checksum. */
  record Located(LogRecord content, long offset, int checksum) {}
}
