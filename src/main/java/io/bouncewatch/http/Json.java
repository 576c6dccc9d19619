package io.bouncewatch.http;

import java.util.List;
import java.util.stream.Collectors;

/** The few lines of JSON needed here; loading Jackson for them would cost start time and memory. */
final class Json {

  private Json() {}

  static String readiness(boolean ready) {
    return "{\"ready\":" + ready + "}\n";
  }

  static String readiness(List<String> troubles) {
    return "{\"ready\":"
        + troubles.isEmpty()
        + ",\"troubles\":"
        + troubles.stream().map(Json::quote).collect(Collectors.joining(",", "[", "]"))
        + "}\n";
  }

  /** A string literal in ASCII (RFC 8259 section 7). */
  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
