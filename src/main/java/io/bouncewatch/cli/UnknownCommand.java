package io.bouncewatch.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bouncewatch.AgentConfig;
import io.bouncewatch.ConfigException;
import io.bouncewatch.ConfigFile;
import io.bouncewatch.EventSink;
import io.bouncewatch.UnknownTally;
import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.RuleSuggestion;
import io.bouncewatch.bounce.RuleSuggestions;
import io.bouncewatch.bounce.RuleSuggestions.Suggested;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.FinalOutcome;
import io.bouncewatch.event.Rejection;
import io.bouncewatch.event.UnknownReplies;
import io.bouncewatch.event.UnknownReply;
import io.bouncewatch.ledger.LedgerException;
import io.bouncewatch.ledger.StoredUnknown;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What no rule judges with confidence, and rules for it. */
@Command(
    name = "unknown",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the replies that stay undetermined or are judged by their code alone, without addresses,"
          + " hosts and numbers, the most frequent first, each with a rule to paste into a rule"
          + " file. Only the reason is to be chosen.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  bouncewatch unknown --config /etc/bouncewatch.yaml",
      "  bouncewatch unknown /var/log/mail.log"
    })
final class UnknownCommand implements Callable<Integer> {

  private static final int MOST_TEMPLATES = 2_000;

  /** How the list is written. */
  enum Format {
    TEXT,
    JSON
  }

  @Option(names = "--store", paramLabel = "DIR", description = "The agent's store.")
  private @Nullable Path store;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The agent's configuration, which names its store; its rules are asked first when logs are"
              + " read.")
  private @Nullable Path config;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "For people or for programs; text if left out.")
  private Format format = Format.TEXT;

  @Parameters(
      arity = "0..*",
      paramLabel = "[FORMAT:]FILE|-",
      description = "Logs to read instead of a store, the oldest first; - is standard input.")
  private List<String> files = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, ConfigException {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    AgentConfig settings = config == null ? AgentConfig.defaults() : ConfigFile.read(config);
    boolean all = true;
    UnknownReplies replies;
    if (files.isEmpty()) {
      Optional<UnknownReplies> stored = stored(settings, err);
      if (stored.isEmpty()) {
        return Main.FAILURE;
      }
      replies = stored.get();
    } else {
      UnknownTally tally = new UnknownTally(MOST_TEMPLATES);
      try (ProgressLine progress = ProgressLine.forFiles(files)) {
        BounceClassifier classifier = BounceClassifier.withRules(settings.rules());
        all = new LogFiles(new Gathering(tally), classifier, err, progress).read(files);
      }
      replies = tally.replies();
    }
    print(replies, System.out);
    System.out.flush();
    return all ? 0 : Main.FAILURE;
  }

  private Optional<UnknownReplies> stored(AgentConfig settings, PrintWriter err) {
    try {
      Path directory = store == null ? settings.store() : store;
      if (directory == null) {
        throw new LedgerException("The configuration says 'store: none'; name log files instead.");
      }
      return Optional.of(StoredUnknown.read(directory));
    } catch (LedgerException e) {
      Messages.error(err, e);
    }
    err.flush();
    return Optional.empty();
  }

  private void print(UnknownReplies replies, PrintStream out) throws IOException {
    List<Suggested> all = new RuleSuggestions(replies.templates()).all();
    if (format == Format.JSON) {
      printJson(all, replies.leftOut(), out);
      return;
    }
    for (Suggested suggested : all) {
      out.println(comment(suggested.reply()));
      out.println(
          suggested
              .rule()
              .map(RuleSuggestion::text)
              .or(() -> suggested.taker().map(id -> "# The rule " + id + " takes it too.\n"))
              .orElse("# No words to make a rule of.\n"));
    }
    if (all.isEmpty()) {
      out.println("# Every reply was judged with confidence.");
    }
    if (replies.leftOut() > 0) {
      out.println(
          "# " + replies.leftOut() + " replies of rarer wordings were left out to bound the list.");
    }
  }

  private static void printJson(List<Suggested> all, long leftOut, PrintStream out)
      throws IOException {
    JsonGenerator json = Json.document(out);
    json.writeStartObject();
    json.writeNumberField("left_out", leftOut);
    json.writeArrayFieldStart("templates");
    for (Suggested suggested : all) {
      write(json, suggested);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.flush();
    out.println();
  }

  private static String comment(UnknownReply reply) {
    return "# %d %s, %s to %s, from %s; code %s"
        .formatted(
            reply.count(),
            reply.count() == 1 ? "reply" : "replies",
            reply.first().truncatedTo(ChronoUnit.SECONDS),
            reply.last().truncatedTo(ChronoUnit.SECONDS),
            String.join(", ", new TreeSet<>(reply.providers())),
            reply.template().code());
  }

  private static void write(JsonGenerator json, Suggested suggested) throws IOException {
    UnknownReply reply = suggested.reply();
    json.writeStartObject();
    json.writeStringField("template", reply.template().text());
    if (reply.template().replyCode() != 0) {
      json.writeNumberField("reply_code", reply.template().replyCode());
    }
    json.writeStringField("code", reply.template().code());
    json.writeNumberField("count", reply.count());
    json.writeStringField("first", reply.first().toString());
    json.writeStringField("last", reply.last().toString());
    json.writeArrayFieldStart("providers");
    for (String provider : new TreeSet<>(reply.providers())) {
      json.writeString(provider);
    }
    json.writeEndArray();
    if (suggested.rule().isPresent()) {
      json.writeStringField("rule", suggested.rule().get().text());
    }
    if (suggested.taker().isPresent()) {
      json.writeStringField("taken_by", suggested.taker().get());
    }
    json.writeEndObject();
  }

  private record Gathering(UnknownTally tally) implements EventSink {
    @Override
    public void delivery(DeliveryEvent event, @Nullable FinalOutcome end) {
      tally.add(event);
    }

    @Override
    public void rejection(Rejection rejection) {
      // Not an attempt of ours.
    }
  }
}
