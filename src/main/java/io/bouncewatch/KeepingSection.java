package io.bouncewatch;

import io.bouncewatch.event.Recipients;
import io.bouncewatch.ledger.Retention;
import org.yaml.snakeyaml.nodes.Node;

/** The keys that say what the store keeps. */
final class KeepingSection {

  private static final int MOST_DAYS = 36_500;

  private final YamlFaults faults;
  private Keeping.Events events;
  private Recipients recipients;
  private int eventDays;
  private long bytes;
  private int hourlyDays;
  private int dailyDays;
  private final SuppressionsSection suppressions;

  KeepingSection(YamlFaults faults, Keeping defaults) {
    this.faults = faults;
    this.events = defaults.events();
    this.recipients = defaults.recipients();
    this.eventDays = defaults.retention().eventDays();
    this.bytes = defaults.retention().bytes();
    this.hourlyDays = defaults.retention().hourlyDays();
    this.dailyDays = defaults.retention().dailyDays();
    this.suppressions = new SuppressionsSection(faults, defaults.suppressions());
  }

  Keeping keeping() {
    return new Keeping(
        events,
        recipients,
        new Retention(eventDays, bytes, hourlyDays, dailyDays),
        suppressions.policy());
  }

  void readEvents(String text) {
    events =
        Keeping.Events.parse(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "must be failures, all or none, not '" + text + "'"));
  }

  void readRecipients(String text) {
    recipients =
        Recipients.parse(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "must be full, hashed or none, not '" + text + "'"));
  }

  void readRetention(Node node) {
    new YamlSection(faults, "retention.")
        .number("days", 1, MOST_DAYS, number -> eventDays = number)
        .text("size", text -> bytes = size(text))
        .number("hourly_days", 1, MOST_DAYS, number -> hourlyDays = number)
        .number("daily_days", 1, MOST_DAYS, number -> dailyDays = number)
        .read(node);
  }

  void readSuppressions(Node node) {
    suppressions.read(node);
  }

  private static long size(String text) {
    long size = ByteSize.parse(text);
    if (size < Retention.LEAST_BYTES) {
      throw new IllegalArgumentException("must be at least 16MiB, not '" + text + "'");
    }
    return size;
  }
}
