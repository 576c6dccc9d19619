package io.bouncewatch.parser;

import io.bouncewatch.event.LogLine;
import io.bouncewatch.event.ParsedLine;
import java.nio.charset.StandardCharsets;

/**
 * Reads one line of a mail log. Lines stay bytes until a cheap test says that they may matter.
 *
 * <p>Holds matchers, so an instance belongs to one thread; make one for each source.
 */
public final class LogParser {

  private final LogFormat format;
  private final PostfixParser postfix;
  private final EximParser exim;

  public LogParser(LogFormat format, ParserSettings settings) {
    Timestamps timestamps = new Timestamps(settings);
    SyslogHeader headers = new SyslogHeader(timestamps);
    this.format = format;
    this.postfix = new PostfixParser(headers, settings);
    this.exim = new EximParser(new EximHeader(headers, timestamps), settings);
  }

  /** What the line says; never null, never an exception, whatever the line holds. */
  public ParsedLine parse(LogLine line) {
    return switch (format) {
      case POSTFIX -> PostfixGate.mayMatter(line) ? postfix.parse(line.text()) : ParsedLine.IGNORED;
      case EXIM -> EximGate.mayMatter(line) ? exim.parse(line.text()) : ParsedLine.IGNORED;
      case AUTO -> either(line);
    };
  }

  /**
   * Whether text may say something that {@link #parseMessage} would not ignore: a test that is much
   * cheaper than parsing. The text may have many lines.
   */
  public static boolean mayMatter(String text) {
    return TextGate.mayMatter(text);
  }

  /**
   * What one line of an application's log message says. It may have any header that a line of a log
   * has, or none: then its time is the reference time, and its service {@code postfix} or {@code
   * exim}.
   *
   * @param text read as far as {@value LogLine#MAX_LENGTH} bytes
   */
  public ParsedLine parseMessage(String text) {
    byte[] bytes = BareMessage.withHeader(text).getBytes(StandardCharsets.UTF_8);
    LogLine line = new LogLine();
    line.set(bytes, 0, Math.min(bytes.length, LogLine.MAX_LENGTH), 0);
    return parse(line);
  }

  private ParsedLine either(LogLine line) {
    boolean maybePostfix = PostfixGate.mayMatter(line);
    boolean maybeExim = EximGate.mayMatter(line);
    if (!maybePostfix && !maybeExim) {
      return ParsedLine.IGNORED;
    }
    String text = line.text();
    ParsedLine fromPostfix = maybePostfix ? postfix.parse(text) : ParsedLine.IGNORED;
    if (!maybeExim || fromPostfix instanceof ParsedLine.Parsed) {
      return fromPostfix;
    }
    ParsedLine fromExim = exim.parse(text);
    return fromExim instanceof ParsedLine.Ignored ? fromPostfix : fromExim;
  }

  /** Reads a line without the cheap test: what the test is measured against. */
  ParsedLine parseWithoutGate(LogLine line) {
    return switch (format) {
      case POSTFIX -> postfix.parse(line.text());
      case EXIM -> exim.parse(line.text());
      case AUTO -> {
        ParsedLine fromPostfix = postfix.parse(line.text());
        ParsedLine fromExim =
            fromPostfix instanceof ParsedLine.Parsed ? fromPostfix : exim.parse(line.text());
        yield fromExim instanceof ParsedLine.Ignored ? fromPostfix : fromExim;
      }
    };
  }
}
