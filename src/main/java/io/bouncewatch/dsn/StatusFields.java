package io.bouncewatch.dsn;

import io.bouncewatch.event.EnhancedStatusCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a {@code message/delivery-status}: groups of header fields with empty lines between
 * them, the first for the message, each other one for a recipient (RFC 3464 section 2.1).
 */
final class StatusFields {

  private StatusFields() {}

  static DeliveryReport read(String body) {
    List<Map<String, String>> groups = groups(body);
    String reportingHost = null;
    List<RecipientStatus> recipients = new ArrayList<>();
    for (Map<String, String> group : groups) {
      String reporting = group.get("reporting-mta");
      if (reportingHost == null && reporting != null) {
        reportingHost = host(reporting);
      }
      boolean ofRecipient = group.containsKey("final-recipient") || group.containsKey("action");
      if (ofRecipient && recipients.size() < DeliveryReport.MOST_RECIPIENTS) {
        recipients.add(recipient(group));
      }
    }
    return new DeliveryReport(reportingHost, recipients, true);
  }

  private static List<Map<String, String>> groups(String body) {
    List<Map<String, String>> groups = new ArrayList<>();
    Map<String, String> group = new HashMap<>();
    StringBuilder field = new StringBuilder();
    for (String line : (Iterable<String>) body.lines()::iterator) {
      boolean continues = !line.isBlank() && Character.isWhitespace(line.charAt(0));
      if (continues && !field.isEmpty()) {
        field.append('\n').append(line.strip());
        continue;
      }
      add(field, group);
      if (line.isBlank() && !group.isEmpty()) {
        groups.add(group);
        group = new HashMap<>();
      }
      field.append(line);
    }
    add(field, group);
    groups.add(group);
    return groups;
  }

  private static void add(StringBuilder field, Map<String, String> group) {
    int colon = field.indexOf(":");
    if (colon > 0) {
      group.putIfAbsent(
          field.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          field.substring(colon + 1).strip());
    }
    field.setLength(0);
  }

  private static RecipientStatus recipient(Map<String, String> group) {
    String original = group.get("original-recipient");
    String remote = group.get("remote-mta");
    return new RecipientStatus(
        address(group.getOrDefault("final-recipient", "")),
        original == null ? null : address(original),
        word(group.getOrDefault("action", "failed")).toLowerCase(Locale.ROOT),
        EnhancedStatusCode.parse(word(group.getOrDefault("status", ""))).orElse(null),
        remote == null ? null : host(remote),
        withoutType(group.getOrDefault("diagnostic-code", "")));
  }

  /** {@code 5.1.1 (bad destination)} has a comment, which Sendmail and others write. */
  private static String word(String value) {
    return value.split("[\\s(;]", 2)[0];
  }

  private static String address(String value) {
    String address = withoutType(value);
    return address.startsWith("<") && address.endsWith(">")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  /** {@code dns; mx.b.test. (192.0.2.1, the server for b.test.)}, as Gmail writes it. */
  private static @Nullable String host(String value) {
    String name = word(withoutType(value));
    while (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    return name.isEmpty() ? null : name;
  }

  /** What follows {@code rfc822;}, {@code dns;} or {@code smtp;}. */
  private static String withoutType(String value) {
    int semicolon = value.indexOf(';');
    boolean typed =
        semicolon > 0
            && value.substring(0, semicolon).strip().matches("[A-Za-z][A-Za-z0-9-]{0,40}");
    return typed ? value.substring(semicolon + 1).strip() : value;
  }
}
