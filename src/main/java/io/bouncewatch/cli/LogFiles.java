package io.bouncewatch.cli;

import io.bouncewatch.EventSink;
import io.bouncewatch.Interpreter;
import io.bouncewatch.SourceConfig;
import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.bounce.ProviderDirectory;
import io.bouncewatch.correlation.Correlator;
import io.bouncewatch.correlation.WaitingObserver;
import io.bouncewatch.parser.LogFormat;
import io.bouncewatch.parser.LogParser;
import io.bouncewatch.parser.ParserSettings;
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

  private static final int MESSAGES = 1_000_000;

  private final ZoneId zone = ZoneId.systemDefault();
  private final Interpreter interpreter =
      new Interpreter(
          new Correlator(MESSAGES, WaitingObserver.NOOP),
          ProviderDirectory.load(),
          BounceClassifier.shipped());
  private final EventSink sink;
  private final PrintWriter err;
  private final LongConsumer progress;
  private LineCounts lines = LineCounts.NONE;

  LogFiles(EventSink sink, PrintWriter err, LongConsumer progress) {
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
        add(scan, "-", Compression.open(System.in), LogFormat.AUTO, InstantSource.system());
        return true;
      }
      SourceConfig source = SourceConfig.parse(name);
      if (Files.isDirectory(source.path())) {
        return complain(name, "it is a directory; name the log files in it");
      }
      try (InputStream text = Compression.open(source.path())) {
        add(scan, source.name(), text, source.format(), writtenBefore(source.path()));
      }
      return true;
    } catch (IOException e) {
      return complain(name, Causes.of(e));
    } catch (IllegalArgumentException e) {
      return complain(name, String.valueOf(e.getMessage()));
    }
  }

  private boolean complain(String name, String why) {
    err.println("bouncewatch: can't read " + name + ": " + why);
    err.flush();
    return false;
  }

  private void add(
      LogScan scan, String name, InputStream text, LogFormat format, InstantSource reference)
      throws IOException {
    ParserSettings settings = new ParserSettings(zone, reference, Set.of());
    lines = lines.plus(scan.read(name, text, () -> new LogParser(format, settings)));
  }

  /** A log has no lines from after its last change, which tells the year of its dates. */
  private static InstantSource writtenBefore(Path path) throws IOException {
    Instant modified = Files.getLastModifiedTime(path).toInstant();
    return InstantSource.fixed(modified);
  }
}
