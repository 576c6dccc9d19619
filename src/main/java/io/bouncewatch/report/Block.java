package io.bouncewatch.report;

import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.LogRecord;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.parser.LogParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Some whole lines of a log, cut out so that they can be read beside others.
 *
 * @param bytes holds the lines from index 0 to {@code length}
 * @param offset byte offset of the first line in its log
 */
// Handed from one thread to another and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Block(byte[] bytes, int length, long offset) {

  /**
   * What the lines of a block say.
   *
   * @param offsets of each record's line
   */
  record Content(LineCounts lines, List<LogRecord> records, long[] offsets, long bytes) {}

  /** Reads all the lines; may run on any thread that has a parser of its own. */
  Content read(Supplier<LogParser> parsers) {
    Reading reading = new Reading(parsers.get());
    LogLine line = new LogLine();
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        line.set(bytes, start, Math.min(i, start + LogLine.MAX_LENGTH), offset + start);
        reading.line(line);
        start = i + 1;
      }
    }
    if (start < length) {
      line.set(bytes, start, Math.min(length, start + LogLine.MAX_LENGTH), offset + start);
      reading.line(line);
    }
    return reading.content(length);
  }

  private static final class Reading {
    private final LogParser parser;
    private final List<LogRecord> records = new ArrayList<>();
    private long[] offsets = new long[256];
    private long parsed;
    private long ignored;
    private long unrecognised;

    Reading(LogParser parser) {
      this.parser = parser;
    }

    void line(LogLine line) {
      ParsedLine result = parser.parse(line);
      if (result instanceof ParsedLine.Parsed told) {
        keep(told.content(), line.offset());
      } else if (result instanceof ParsedLine.Unrecognised) {
        unrecognised++;
      } else {
        ignored++;
      }
    }

    private void keep(LogRecord content, long at) {
      if (content.isVerdict()) {
        parsed++;
      } else {
        ignored++;
      }
      if (records.size() == offsets.length) {
        offsets = java.util.Arrays.copyOf(offsets, offsets.length * 2);
      }
      offsets[records.size()] = at;
      records.add(content);
    }

    Content content(long bytes) {
      LineCounts lines =
          new LineCounts(parsed + ignored + unrecognised, parsed, ignored, unrecognised);
      return new Content(lines, records, offsets, bytes);
    }
  }
}
