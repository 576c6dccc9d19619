package io.bouncewatch.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes JSON that is harmless on a terminal: log text comes from strangers. */
final class Json {

  /**
   * All beyond ASCII is escaped: control characters of C1 and marks that turn the writing round.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Json() {}

  /** Objects with nothing between them; whoever writes one ends its line with {@link #endLine}. */
  static JsonGenerator lines(OutputStream out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(new BufferedOutputStream(out, 64 * 1024));
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    return json;
  }

  /** Ends a line, the last one too. */
  static void endLine(JsonGenerator json) throws IOException {
    json.writeRaw('\n');
  }

  /** One object over several lines. */
  static JsonGenerator document(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out).useDefaultPrettyPrinter();
  }

  static void field(JsonGenerator json, String name, Object value) {
    try {
      if (value instanceof Integer number) {
        json.writeNumberField(name, number);
      } else if (value instanceof Long number) {
        json.writeNumberField(name, number);
      } else if (value instanceof Double number) {
        json.writeNumberField(name, number);
      } else if (value instanceof Boolean truth) {
        json.writeBooleanField(name, truth);
      } else {
        json.writeStringField(name, value.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the reader of a pipe went away, as {@code head} does. */
  static boolean isClosedPipe(UncheckedIOException e) {
    return String.valueOf(e.getMessage()).contains("Broken pipe");
  }
}
