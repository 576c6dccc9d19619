package io.bouncewatch.cli;

import io.bouncewatch.EventSink;
import io.bouncewatch.Interpreter;
import io.bouncewatch.SourceConfig;
import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.correlation.Correlator;
import io.bouncewatch.correlation.MemoryLimits;
import io.bouncewatch.correlation.MessageObserver;
import io.bouncewatch.parser.LogFormat;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.parser.ParserSettings;
import io.bouncewatch.privacy.Privacy;
import io.bouncewatch.report.LineCounts;
import io.bouncewatch.report.LogScan;
import io.bouncewatch.source.Causes;
import io.bouncewatch.source.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** Reads whole logs named on the command line, one after another as one history. */
final class LogFiles {

  /** Whole logs are read at once, and then the program ends. */
  private static final MemoryLimits MESSAGES =
      new MemoryLimits(
          Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4),
          MemoryLimits.DEFAULT.lifetime());

  private final ZoneId zone = ZoneId.systemDefault();
  private final Interpreter interpreter;
  private final EventSink sink;
  private final PrintWriter err;
  private final LongConsumer progress;
  private LineCounts lines = LineCounts.NONE;

  LogFiles(EventSink sink, BounceClassifier classifier, PrintWriter err, LongConsumer progress) {
    this(sink, classifier, Privacy.FULL, err, progress);
  }

  LogFiles(
      EventSink sink,
      BounceClassifier classifier,
      Privacy privacy,
      PrintWriter err,
      LongConsumer progress) {
    this.interpreter =
        new Interpreter(
            new Correlator(MESSAGES, MessageObserver.NOOP),
            ProviderDirectory.load(),
            classifier,
            privacy);
    this.sink = sink;
    this.err = err;
    this.progress = progress;
  }

  LineCounts lines() {
    return lines;
  }

  /**
   * Reads all of them; what can't be read is named and passed over.
   *
   * @param names {@code [FORMAT:]PATH}, or {@code -} for standard input
   * @return whether all could be read
   */
  boolean read(List<String> names) {
    boolean all = true;
    try (LogScan scan =
        new LogScan(
            (content, position) -> interpreter.interpret(content, position, sink), progress)) {
      for (String name : names) {
        all &= read(scan, name);
      }
    }
    return all;
  }

  private boolean read(LogScan scan, String name) {
    try {
      if (name.equals("-")) {
        InputStream text = Compression.open(System.in);
        return add(scan, "-", text, LogFormat.AUTO, InstantSource.system());
      }
      SourceConfig source = SourceConfig.parse(name);
      if (Files.isDirectory(source.path())) {
        return complain(name, "it is a directory; name the log files in it");
      }
      try (InputStream text = Compression.open(source.path())) {
        return add(scan, source.name(), text, source.format(), writtenBefore(source.path()));
      }
    } catch (IOException e) {
      return complain(name, Causes.of(e));
    } catch (IllegalArgumentException e) {
      return complain(name, String.valueOf(e.getMessage()));
    }
  }

  private boolean complain(String name, String why) {
    say("can't read " + name + ": " + why);
    return false;
  }

  private void say(String sentence) {
    err.println("bouncewatch: " + sentence);
    err.flush();
  }

  private boolean add(
      LogScan scan, String name, InputStream text, LogFormat format, InstantSource reference)
      throws IOException {
    ParserSettings settings = new ParserSettings(zone, reference, Set.of());
    TornText whole = new TornText(text);
    LineCounts read = scan.read(name, whole, () -> new LogParser(format, settings));
    lines = lines.plus(read);
    if (whole.failure().isPresent()) {
      return complain(
          name,
          "it breaks off after "
              + read.read()
              + " lines ("
              + Causes.of(whole.failure().get())
              + "); those are counted");
    }
    if (read.parsed() + read.unrecognised() == 0) {
      say(
          name
              + (read.read() == 0
                  ? " is empty"
                  : " has no delivery in any line; is it the log of Postfix, or Exim's main log?"));
    }
    return true;
  }

  /** A log has no lines from after its last change, which tells the year of its dates. */
  private static InstantSource writtenBefore(Path path) throws IOException {
    Instant modified = Files.getLastModifiedTime(path).toInstant();
    return InstantSource.fixed(modified);
  }
}
