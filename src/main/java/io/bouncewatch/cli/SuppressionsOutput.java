package io.bouncewatch.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bouncewatch.ledger.Suppression;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes suppressed addresses as they come. */
abstract class SuppressionsOutput {

  /** How the list is written. */
  enum Format {
    TEXT,
    CSV,
    JSON
  }

  /** One address. */
  @FunctionalInterface
  private interface Fields {
    void field(String name, Object value) throws IOException;
  }

  static SuppressionsOutput to(OutputStream out, Format format) throws IOException {
    return switch (format) {
      case TEXT -> new Text(writer(out));
      case CSV -> new Spreadsheet(writer(out));
      case JSON -> new Lines(Json.lines(out));
    };
  }

  void add(Suppression suppression) {
    try {
      write(suppression);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  abstract void write(Suppression suppression) throws IOException;

  abstract void end() throws IOException;

  private static Writer writer(OutputStream out) {
    return new java.io.BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  private static void visit(Suppression suppression, Fields fields) throws IOException {
    fields.field("address", suppression.address());
    fields.field("state", suppression.state().label());
    fields.field("reason", suppression.cause().reason().label());
    fields.field("code", suppression.cause().code().toString());
    fields.field("rule", suppression.cause().rule());
    fields.field("first", second(suppression.first()));
    fields.field("last", second(suppression.last()));
    fields.field("count", suppression.count());
    fields.field("strikes", suppression.strikes().count());
  }

  private static String second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static final class Lines extends SuppressionsOutput {
    private final JsonGenerator json;

    Lines(JsonGenerator json) {
      this.json = json;
    }

    @Override
    void write(Suppression suppression) throws IOException {
      json.writeStartObject();
      visit(suppression, (name, value) -> Json.field(json, name, value));
      json.writeEndObject();
      Json.endLine(json);
    }

    @Override
    void end() throws IOException {
      json.flush();
    }
  }

  private static final class Spreadsheet extends SuppressionsOutput {
    private final Writer out;

    Spreadsheet(Writer out) throws IOException {
      this.out = out;
      out.write(
          Csv.line(
              List.of(
                  "address", "state", "reason", "code", "rule", "first", "last", "count",
                  "strikes")));
    }

    @Override
    void write(Suppression suppression) throws IOException {
      List<String> values = new ArrayList<>();
      visit(suppression, (name, value) -> values.add(value.toString()));
      out.write(Csv.line(values));
    }

    @Override
    void end() throws IOException {
      out.flush();
    }
  }

  /** The address comes last, since nobody knows how long it is. */
  private static final class Text extends SuppressionsOutput {
    private final Writer out;
    private long count;

    Text(Writer out) {
      this.out = out;
    }

    @Override
    void write(Suppression suppression) throws IOException {
      if (count++ == 0) {
        line("state", "reason", "code", "last", "count", "address");
      }
      line(
          suppression.state().label(),
          suppression.cause().reason().label(),
          suppression.cause().code().toString(),
          second(suppression.last()).substring(0, 10),
          Long.toString(suppression.count()),
          Harmless.text(suppression.address()));
    }

    private void line(Object... fields) throws IOException {
      out.write(String.format(Locale.ROOT, "%-9s %-17s %-7s %-10s %5s %s%n", fields));
    }

    @Override
    void end() throws IOException {
      if (count == 0) {
        out.write("No address is listed.\n");
      }
      out.flush();
    }
  }
}
