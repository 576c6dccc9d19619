package io.bouncewatch.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A registry of our own and its text, as Prometheus reads it: text format 0.0.4, or OpenMetrics
 * 1.0.0 where it is asked for. Safe for threads.
 */
public final class PrometheusScrape {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPENMETRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final Families families = new Families();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, families, Clock.SYSTEM);
  private final DeliveryDelays delays = new DeliveryDelays();

  public PrometheusScrape() {
    families.register(delays);
  }

  /** The registry whose meters are shown. */
  public MeterRegistry registry() {
    return registry;
  }

  DeliveryDelays delays() {
    return delays;
  }

  /**
   * The content type that answers an {@code Accept} header.
   *
   * @param accept absent if there was none
   */
  public String contentType(@Nullable String accept) {
    return accept != null && accept.contains("application/openmetrics-text") ? OPENMETRICS : TEXT;
  }

  /** Writes every meter, in the format of {@link #contentType}; leaves the stream open. */
  public void scrape(@Nullable String accept, OutputStream out) throws IOException {
    registry.scrape(out, contentType(accept));
  }

  /** The whole text at once; for large registries take the stream. */
  public String scrape(@Nullable String accept) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      scrape(accept, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** All but the decaying maximum that Micrometer adds to every timer: nobody can aggregate it. */
  private static final class Families extends PrometheusRegistry {

    @Override
    public MetricSnapshots scrape() {
      return scrape(name -> !name.endsWith("_max"));
    }
  }
}
