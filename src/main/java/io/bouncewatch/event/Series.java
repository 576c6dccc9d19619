package io.bouncewatch.event;

import java.util.List;

/**
 * One time series: a counter and its label values.
 *
 * @param values in the order of {@link Metric#labels()}
 */
public record Series(Metric metric, List<String> values) {

  public Series {
    values = List.copyOf(values);
    if (values.size() != metric.labels().size()) {
      throw new IllegalArgumentException(
          metric + " has labels " + metric.labels() + ", not " + values);
    }
  }

  public static Series of(Metric metric, String... values) {
    return new Series(metric, List.of(values));
  }
}
