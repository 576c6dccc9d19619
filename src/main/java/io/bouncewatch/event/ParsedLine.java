package io.bouncewatch.event;

/** What a parser made of one line. A line is one of these three; it is never dropped in silence. */
public sealed interface ParsedLine {

  /** Says something about mail. */
  record Parsed(LogRecord content) implements ParsedLine {}

  /** Known, and says nothing of delivery. */
  record Ignored() implements ParsedLine {}

  /** Looks like a verdict and could not be read. */
  record Unrecognised() implements ParsedLine {}

  ParsedLine IGNORED = new Ignored();

  ParsedLine UNRECOGNISED = new Unrecognised();

  /** The line says this about mail. */
  static ParsedLine of(LogRecord content) {
    return new Parsed(content);
  }
}
