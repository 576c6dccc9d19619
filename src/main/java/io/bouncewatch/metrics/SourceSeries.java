package io.bouncewatch.metrics;

import io.bouncewatch.event.LostCause;
import io.bouncewatch.event.Metric;
import io.bouncewatch.event.ParsedLine;
import io.bouncewatch.event.Series;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The counters of one source: what became of its lines, and the bytes that could not be read. */
public record SourceSeries(
    Series parsed, Series ignored, Series unrecognised, Map<LostCause, Series> lostBytes) {

  public SourceSeries {
    lostBytes = Map.copyOf(lostBytes);
  }

  /** The series of a source, by its configured name. */
  public static SourceSeries of(String source) {
    return new SourceSeries(
        Series.of(Metric.LINES, source, "parsed"),
        Series.of(Metric.LINES, source, "ignored"),
        Series.of(Metric.LINES, source, "unrecognised"),
        lostBytes(source));
  }

  private static Map<LostCause, Series> lostBytes(String source) {
    Map<LostCause, Series> series = new EnumMap<>(LostCause.class);
    for (LostCause cause : LostCause.values()) {
      series.put(cause, Series.of(Metric.LOST_BYTES, source, cause.label()));
    }
    return series;
  }

  /** The series a line counts in. */
  public Series of(ParsedLine line) {
    if (line instanceof ParsedLine.Parsed) {
      return parsed;
    }
    return line instanceof ParsedLine.Ignored ? ignored : unrecognised;
  }

  /** The series of bytes lost in this way. */
  public Series lostBytes(LostCause cause) {
    return Objects.requireNonNull(lostBytes.get(cause));
  }

  List<Series> all() {
    List<Series> all = new ArrayList<>(List.of(parsed, ignored, unrecognised));
    all.addAll(lostBytes.values());
    return all;
  }
}
