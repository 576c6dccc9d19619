package io.bouncewatch.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bouncewatch.ConfigException;
import io.bouncewatch.bounce.Provider;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.bounce.catalogue.Catalogue;
import io.bouncewatch.bounce.catalogue.Language;
import io.bouncewatch.dsn.BounceMessage;
import io.bouncewatch.dsn.DeliveryReport;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.explain.Explainer;
import io.bouncewatch.explain.Explanation;
import io.bouncewatch.explain.ExplanationJson;
import io.bouncewatch.explain.ExplanationText;
import io.bouncewatch.explain.Incident;
import io.bouncewatch.explain.Reading;
import io.bouncewatch.source.Causes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a code, a reply, a log line or a bounce message means. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says what a code, a reply, a line of a log or a whole bounce message means: what happened, how"
          + " sure that is, whose turn it is, and what to do.",
      ""
    },
    footer = {
      "",
      "- reads standard input: a code, a reply, or OUTCOME<TAB>RELAY<TAB>REPLY a line (RELAY is - if"
          + " there is none), and writes one JSON object a line, as many as it read. An empty line is"
          + " a reply that says nothing.",
      "",
      "Examples:",
      "  bouncewatch explain 5.1.1",
      "  bouncewatch explain --lang nb '452 4.2.2 The recipient is out of storage space'",
      "  bouncewatch explain bounce.eml",
      "  bouncewatch explain --message - < bounce.eml"
    })
final class ExplainCommand implements Callable<Integer> {

  private static final int LONGEST_PATH = 4_096;

  /** How the answer is written. */
  enum Format {
    TEXT,
    JSON
  }

  /** What became of the message. */
  enum Told {
    DEFERRED(Outcome.DEFERRED),
    BOUNCED(Outcome.BOUNCED);

    private final Outcome outcome;

    Told(Outcome outcome) {
      this.outcome = outcome;
    }
  }

  @Option(
      names = "--lang",
      paramLabel = "en|nb|pl",
      description =
          "English, Norwegian or Polish; if left out, what LC_ALL, LC_MESSAGES or LANG say.")
  private @Nullable String lang;

  @Option(
      names = "--relay",
      paramLabel = "HOST",
      description = "The server that answered: some rules and codes are one provider's own.")
  private @Nullable String relay;

  @Option(
      names = "--outcome",
      paramLabel = "deferred|bounced",
      description = "What your mail server did with the message; if left out, what the code says.")
  private @Nullable Told outcome;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "For people, or one JSON object a line for programs; text if left out.")
  private Format format = Format.TEXT;

  @Mixin private OwnRules rules = new OwnRules();

  @Option(
      names = "--message",
      description = "The argument is the file of a bounce message, or - for standard input.")
  private boolean message;

  @Parameters(
      arity = "1..*",
      paramLabel = "CODE|REPLY|LINE|FILE|-",
      description =
          "What is to be explained; several words are one text. The name of a file is taken as a"
              + " bounce message.")
  private List<String> words = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, ConfigException {
    String text = String.join(" ", words);
    Language language = language();
    if (text.equals("-") && !message) {
      return lines(language);
    }
    Optional<Path> file = message ? Optional.empty() : file(text);
    if (message || file.isPresent()) {
      return message(text, language);
    }
    Optional<Incident> incident = new Reading().text(text);
    if (incident.isEmpty()) {
      return fail(Catalogue.load(language).words().of("line.no_attempt"));
    }
    print(List.of(incident.get()), language);
    return 0;
  }

  private Language language() {
    if (lang == null) {
      return Language.of(System.getenv());
    }
    return Language.parse(lang)
        .orElseThrow(
            () ->
                new ParameterException(
                    commandLine(),
                    "there is no catalogue in '"
                        + lang
                        + "'; there are "
                        + Stream.of(Language.values())
                            .map(Language::tag)
                            .collect(Collectors.joining(", "))));
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }

  /** A text without white space that is a file's name. */
  private static Optional<Path> file(String text) {
    try {
      Path path = Path.of(text);
      return text.length() < LONGEST_PATH && Files.isRegularFile(path)
          ? Optional.of(path)
          : Optional.empty();
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private int message(String name, Language language) throws IOException, ConfigException {
    DeliveryReport report;
    try (InputStream in =
        name.equals("-")
            ? System.in
            : new BufferedInputStream(Files.newInputStream(Path.of(name)))) {
      report = BounceMessage.read(in);
    } catch (IOException e) {
      return fail("can't read " + name + ": " + Causes.of(e));
    }
    List<Incident> incidents = Reading.message(report);
    if (incidents.isEmpty()) {
      return fail(name + ": " + Catalogue.load(language).words().of("bounce.not_a_bounce"));
    }
    print(incidents, language);
    return 0;
  }

  private int fail(String sentence) {
    PrintWriter err = commandLine().getErr();
    err.println("bouncewatch: " + sentence);
    err.flush();
    return Main.FAILURE;
  }

  private Incident told(Incident incident) {
    Incident known = relay == null ? incident : incident.withHost(relay);
    return outcome == null ? known : known.withOutcome(outcome.outcome);
  }

  private void print(List<Incident> incidents, Language language)
      throws IOException, ConfigException {
    Catalogue catalogue = Catalogue.load(language);
    ProviderDirectory providers = ProviderDirectory.load();
    Explainer explainer = new Explainer(catalogue, providers, rules.classifier());
    List<Explanation> explanations =
        incidents.stream().map(this::told).map(explainer::explain).toList();
    if (format == Format.JSON) {
      JsonGenerator json = Json.lines(System.out);
      for (Explanation explanation : explanations) {
        new ExplanationJson(json).write(explanation);
        Json.endLine(json);
      }
      json.flush();
      return;
    }
    Map<String, String> names =
        providers.providers().stream().collect(Collectors.toMap(Provider::id, Provider::name));
    UnaryOperator<String> name = id -> names.getOrDefault(id, id);
    String text = ExplanationText.of(explanations, catalogue.words(), name);
    // Whatever the locale: a terminal that shows the language knows UTF-8.
    System.out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  private int lines(Language language) throws IOException, ConfigException {
    Explainer explainer =
        new Explainer(Catalogue.load(language), ProviderDirectory.load(), rules.classifier());
    Reading reading = new Reading();
    InputLines lines = new InputLines(System.in);
    JsonGenerator json = Json.lines(System.out);
    ExplanationJson writer = new ExplanationJson(json);
    for (String line = lines.next(); line != null; line = lines.next()) {
      writer.write(explainer.explain(told(reading.line(line))));
      Json.endLine(json);
      if (lines.isDrained()) {
        json.flush();
      }
    }
    json.flush();
    return 0;
  }
}
