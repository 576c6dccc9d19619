package io.bouncewatch.parser;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One block of a golden file; its README says how to read it. */
record GoldenCase(Map<String, String> values) {

  static List<GoldenCase> read(String resource) throws IOException {
    List<GoldenCase> cases = new ArrayList<>();
    Map<String, String> block = new LinkedHashMap<>();
    try (InputStream in = GoldenCase.class.getResourceAsStream(resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String row = reader.readLine(); row != null; row = reader.readLine()) {
        if (row.isEmpty()) {
          addTo(cases, block);
          block = new LinkedHashMap<>();
        } else if (!row.startsWith("#")) {
          int colon = row.indexOf(':');
          String value = row.substring(colon + 1);
          block.put(row.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        }
      }
    }
    addTo(cases, block);
    return cases;
  }

  private static void addTo(List<GoldenCase> cases, Map<String, String> block) {
    if (!block.isEmpty()) {
      cases.add(new GoldenCase(block));
    }
  }

  String id() {
    return values.get("id");
  }

  byte[] line() {
    String line = values.get("line");
    return line != null ? line.getBytes(StandardCharsets.UTF_8) : unescaped(values.get("bytes"));
  }

  private static byte[] unescaped(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\\') {
        out.write(text.charAt(i));
      } else if (text.charAt(i + 1) == 'x') {
        out.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        out.write(text.charAt(++i));
      }
    }
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return id();
  }
}
