package io.bouncewatch.cli;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of CSV (RFC 4180) that a spreadsheet does not take for formulas.
 *
 * <p>Every field is quoted. One that begins as formulas do ({@code = + - @}, their full-width
 * forms, a tab or a carriage return) gets an apostrophe before it, as OWASP advises ("CSV
 * Injection").
 */
final class Csv {

  private static final String BEGINS_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private Csv() {}

  /** One line, with its end. */
  static String line(List<String> fields) {
    return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String field(String text) {
    boolean formula = !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0;
    return "\"" + (formula ? "'" : "") + Harmless.text(text).replace("\"", "\"\"") + "\"";
  }
}
