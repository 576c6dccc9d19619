package io.bouncewatch.metrics;

import io.bouncewatch.event.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds the series that name a domain; one over the cap counts in the same series under {@value
 * DomainCap#OTHER}.
 *
 * <p>A cap on domains is not enough: who runs a mail host can answer each attempt with another code
 * and text. A series takes close to 1 KiB while it is counted and shown. Safe for threads.
 */
final class SeriesCap {

  static final int ALL = 20_000;
  static final int OF_ONE_DOMAIN = 2_000;

  private final Set<Series> known = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> ofDomain = new HashMap<>();

  /** The series itself if there is room for it, else the one without its domain. */
  Series fit(Series series) {
    return known.contains(series) ? series : place(series);
  }

  /** Keeps a series that exists already, over the caps if need be. */
  synchronized void admit(Series series) {
    int label = domainLabel(series);
    if (label >= 0 && known.add(series)) {
      ofDomain.merge(series.values().get(label), 1, Integer::sum);
    }
  }

  private synchronized Series place(Series series) {
    int label = domainLabel(series);
    if (label < 0) {
      return series;
    }
    String domain = series.values().get(label);
    if (domain.equals(DomainCap.OTHER)) {
      return series;
    }
    if (known.size() >= ALL || ofDomain.getOrDefault(domain, 0) >= OF_ONE_DOMAIN) {
      List<String> values = new ArrayList<>(series.values());
      values.set(label, DomainCap.OTHER);
      return new Series(series.metric(), values);
    }
    admit(series);
    return series;
  }

  private static int domainLabel(Series series) {
    return series.metric().labels().indexOf("domain");
  }
}
