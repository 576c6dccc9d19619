package io.bouncewatch.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bouncewatch.ConfigException;
import io.bouncewatch.EventSink;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.Series;
import io.bouncewatch.metrics.DomainCap;
import io.bouncewatch.metrics.MailMeters;
import io.bouncewatch.metrics.PrometheusScrape;
import io.bouncewatch.metrics.SourceSeries;
import io.bouncewatch.metrics.Tally;
import io.bouncewatch.report.LineCounts;
import io.bouncewatch.report.Report;
import io.bouncewatch.report.ReportJson;
import io.bouncewatch.report.ReportText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The whole picture of some logs. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Adds up some logs, compressed ones too: attempts by outcome, failures by code, reason and"
          + " domain, and what this server refused.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  bouncewatch report /var/log/mail.log",
      "  bouncewatch report --format json /var/log/mail.log.2.gz /var/log/mail.log.1"
    })
final class ReportCommand implements Callable<Integer> {

  /** How a report is written. */
  enum Format {
    TEXT,
    JSON,
    OPENMETRICS
  }

  @Option(
      names = "--format",
      paramLabel = "text|json|openmetrics",
      description = "For people, for programs, or for a metrics store; text if left out.")
  private Format format = Format.TEXT;

  @Mixin private OwnRules rules = new OwnRules();

  @Parameters(
      arity = "1..*",
      paramLabel = "[FORMAT:]FILE|-",
      description = "Logs, the oldest first; - is standard input.")
  private List<String> files = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, ConfigException {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    Report report = new Report();
    Map<Series, Long> increments = new HashMap<>();
    EventSink sink = format == Format.OPENMETRICS ? new Counting(increments) : new Adding(report);
    boolean all;
    LineCounts lines;
    try (ProgressLine progress = ProgressLine.forFiles(files)) {
      LogFiles logs = new LogFiles(sink, rules.classifier(), err, progress);
      all = logs.read(files);
      lines = logs.lines();
    }
    report.add(lines);
    switch (format) {
      case TEXT -> System.out.print(ReportText.of(report));
      case JSON -> printJson(report, System.out);
      case OPENMETRICS -> printMetrics(increments, lines, System.out);
    }
    System.out.flush();
    return all ? 0 : Main.FAILURE;
  }

  private static void printJson(Report report, PrintStream out) throws IOException {
    JsonGenerator json = Json.document(out);
    ReportJson.write(report, json);
    json.flush();
    out.println();
  }

  private static void printMetrics(Map<Series, Long> increments, LineCounts lines, PrintStream out)
      throws IOException {
    PrometheusScrape scrape = new PrometheusScrape();
    MailMeters meters = new MailMeters(scrape.registry());
    SourceSeries source = SourceSeries.of("report");
    increments.put(source.parsed(), lines.parsed());
    increments.put(source.ignored(), lines.ignored());
    increments.put(source.unrecognised(), lines.unrecognised());
    meters.apply(increments);
    scrape.scrape("application/openmetrics-text", out);
  }

  private record Adding(Report report) implements EventSink {
    @Override
    public void delivery(DeliveryEvent event, @Nullable FinalOutcome end) {
      report.add(event);
    }

    @Override
    public void rejection(Rejection rejection) {
      report.add(rejection);
    }
  }

  private static final class Counting implements EventSink {
    private final Map<Series, Long> increments;
    private final Tally tally = new Tally(new DomainCap(DomainCap.DEFAULT_CAP));

    Counting(Map<Series, Long> increments) {
      this.increments = increments;
    }

    @Override
    public void delivery(DeliveryEvent event, @Nullable FinalOutcome end) {
      tally.of(event).ifPresent(this::increment);
      if (end != null) {
        tally.of(event, end).forEach(this::increment);
      }
    }

    @Override
    public void rejection(Rejection rejection) {
      increment(tally.of(rejection));
    }

    private void increment(Series series) {
      increments.merge(series, 1L, Long::sum);
    }
  }
}
