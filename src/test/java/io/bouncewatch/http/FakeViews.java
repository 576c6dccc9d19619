package io.bouncewatch.http;

import io.bouncewatch.event.Action;
import io.bouncewatch.event.BounceType;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Reason;
import io.bouncewatch.http.Overview.CodeRow;
import io.bouncewatch.http.Overview.DomainRow;
import io.bouncewatch.http.Overview.Lines;
import io.bouncewatch.http.Overview.ReasonRow;
import io.bouncewatch.http.Overview.SourceRow;
import io.bouncewatch.http.Overview.Totals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Views with known content; fields may be set while the server runs. */
final class FakeViews implements MetricsPage {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  volatile List<String> troubles = List.of();
  volatile Overview overview = overview("example.org");
  volatile String metrics = "mail_deliveries_total 12\n";

  /** The page is written whole, and then this is thrown. */
  volatile IOException failure;

  Views views() {
    return new Views(this, () -> troubles, () -> overview, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static Overview overview(String domain) {
    return new Overview(
        "0.1.0",
        NOW.minus(Duration.ofHours(76)),
        new Totals(1_234_567, 300, 20, 4, 5, 6),
        List.of(new DomainRow(domain, "google", 90, 8, 2)),
        List.of(
            new CodeRow(new EnhancedStatusCode(5, 1, 1), BounceType.HARD, 20, "No such mailbox"),
            new CodeRow(new EnhancedStatusCode(4, 9, 0), BounceType.SOFT, 1, null)),
        List.of(new ReasonRow(Reason.BAD_MAILBOX, Action.SUPPRESS, 20)),
        List.of(
            new SourceRow(
                "mail", "/var/log/mail.log", 2048, NOW.minusSeconds(90), new Lines(7, 8, 9))));
  }

  @Override
  public String contentType(String accept) {
    return accept.contains("openmetrics") ? OPEN_METRICS : PLAIN;
  }

  @Override
  public void write(String accept, OutputStream out) throws IOException {
    out.write(metrics.getBytes(StandardCharsets.UTF_8));
    if (accept.contains("openmetrics")) {
      out.write("# EOF\n".getBytes(StandardCharsets.UTF_8));
    }
    if (failure != null) {
      throw failure;
    }
  }
}
