package io.bouncewatch;

import io.bouncewatch.event.FilePosition;
import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.LostCause;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Series;
import io.bouncewatch.metrics.SourceSeries;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.source.LogSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one source and parses its lines, a batch at a time. Used by one thread. */
final class SourceReader {

  /** About so many bytes make a batch. */
  private static final int BATCH = 256 * 1024;

  private final String name;
  private final LogSource source;
  private final LogParser parser;
  private final SourceStatus status;
  private final UnrecognisedSamples samples;
  private final SourceSeries series;

  private List<ReadBatch.Located> records = new ArrayList<>();
  private long parsed;
  private long ignored;
  private long unrecognised;

  SourceReader(
      String name,
      LogSource source,
      LogParser parser,
      SourceStatus status,
      UnrecognisedSamples samples) {
    this.name = name;
    this.source = source;
    this.parser = parser;
    this.status = status;
    this.samples = samples;
    this.series = SourceSeries.of(name);
  }

  /** Reads what there is, up to a batch; empty if there is nothing new. */
  Optional<ReadBatch> poll() {
    records = new ArrayList<>();
    parsed = 0;
    ignored = 0;
    unrecognised = 0;
    List<FilePosition> before = source.positions();
    source.poll(this::line, BATCH);
    Map<LostCause, Long> lost = source.takeLostBytes();
    status.polled(source.lagBytes(), parsed + ignored + unrecognised, source.trouble());
    boolean moved = !before.equals(source.positions());
    return moved || !lost.isEmpty() ? Optional.of(batch(lost)) : Optional.empty();
  }

  private ReadBatch batch(Map<LostCause, Long> lost) {
    Map<Series, Long> lines = new HashMap<>();
    put(lines, series.parsed(), parsed);
    put(lines, series.ignored(), ignored);
    put(lines, series.unrecognised(), unrecognised);
    lost.forEach((cause, bytes) -> lines.put(series.lostBytes(cause), bytes));
    return new ReadBatch(name, records, lines, source.positions());
  }

  private static void put(Map<Series, Long> lines, Series series, long count) {
    if (count > 0) {
      lines.put(series, count);
    }
  }

  private void line(LogLine line) {
    ParsedLine result = parser.parse(line);
    if (result instanceof ParsedLine.Parsed told) {
      records.add(new ReadBatch.Located(told.content(), line.offset(), line.checksum()));
      if (told.content().isVerdict()) {
        parsed++;
      } else {
        ignored++;
      }
    } else if (result instanceof ParsedLine.Unrecognised) {
      unrecognised++;
      samples.add(name, line);
    } else {
      ignored++;
    }
  }
}
