package io.bouncewatch.metrics;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Series;
import java.util.List;

/** The counters of one source: what became of its lines, and the bytes that could not be read. */
public record SourceSeries(Series parsed, Series ignored, Series unrecognised, Series lostBytes) {

  /** The series of a source, by its configured name. */
  public static SourceSeries of(String source) {
    return new SourceSeries(
        Series.of(Metric.LINES, source, "parsed"),
        Series.of(Metric.LINES, source, "ignored"),
        Series.of(Metric.LINES, source, "unrecognised"),
        Series.of(Metric.LOST_BYTES, source));
  }

  /** The series a line counts in. */
  public Series of(ParsedLine line) {
    if (line instanceof ParsedLine.Parsed) {
      return parsed;
    }
    return line instanceof ParsedLine.Ignored ? ignored : unrecognised;
  }

  List<Series> all() {
    return List.of(parsed, ignored, unrecognised, lostBytes);
  }
}
