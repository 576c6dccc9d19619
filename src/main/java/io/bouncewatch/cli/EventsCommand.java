package io.bouncewatch.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bouncewatch.ConfigException;
import io.bouncewatch.EventSink;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.EventFields;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Recipients;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.privacy.KeyFile;
import io.bouncewatch.privacy.Privacy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One JSON object for each attempt. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints one JSON object a line for each delivery attempt in some logs, compressed ones too.",
      ""
    },
    footer = {
      "",
      "Fields: time mta service queue_id sender recipient original_recipient domain provider"
          + " relay_host relay_ip transport outcome type code mta_code reply_code reply reason action"
          + " rule confidence delay_seconds size recipients attempts client login bounce_of"
          + " incomplete source offset; those without a value are left out.",
      "",
      "Examples:",
      "  bouncewatch events /var/log/mail.log | jq -r 'select(.type == \"hard\") | .recipient'",
      "  bouncewatch events --recipients hashed mail.log.1 > for-the-analyst.json",
      "  zcat old.gz | bouncewatch events -"
    })
final class EventsCommand implements Callable<Integer> {

  @Option(
      names = "--recipients",
      paramLabel = "full|hashed|none",
      description =
          "Addresses in full (if left out), with a keyed hash for their local part, or their domain"
              + " alone; replies to match.")
  private Recipients recipients = Recipients.FULL;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The key of the hashes: recipients.key in an agent's store gives those that the agent"
              + " has. Else they are good for one run.")
  private @Nullable Path key;

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
    Privacy privacy =
        key == null ? Privacy.ofThisRun(recipients) : Privacy.of(recipients, KeyFile.read(key));
    JsonGenerator json = Json.lines(System.out);
    try {
      EventSink printer = new Printer(json);
      boolean all =
          new LogFiles(printer, rules.classifier(), privacy, err, bytes -> {}).read(files);
      json.flush();
      return all ? 0 : Main.FAILURE;
    } catch (UncheckedIOException e) {
      return Json.isClosedPipe(e) ? 0 : complain(err, e);
    }
  }

  private static int complain(PrintWriter err, UncheckedIOException e) {
    Messages.error(err, e);
    return Main.FAILURE;
  }

  private record Printer(JsonGenerator json) implements EventSink {

    @Override
    public void delivery(DeliveryEvent event, @Nullable FinalOutcome end) {
      try {
        json.writeStartObject();
        EventFields.visit(event, (name, value) -> Json.field(json, name, value));
        json.writeEndObject();
        Json.endLine(json);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void rejection(Rejection rejection) {
      // Not an attempt of ours.
    }
  }
}
