package io.bouncewatch.event;

import java.util.List;

/** What is added up and kept, with its label names in order. */
public enum Metric {
  DELIVERIES("mail.deliveries", "mta", "service", "transport", "domain", "provider"),
  BOUNCES(
      "mail.bounces",
      "mta",
      "service",
      "transport",
      "type",
      "code",
      "reason",
      "domain",
      "provider"),
  RECIPIENTS("mail.recipients", "mta", "service", "outcome", "provider"),
  /** Recipients of mail that has no sender: notifications, and answers of programs. */
  NOTIFICATION_RECIPIENTS("mail.notification.recipients", "mta", "service", "outcome", "origin"),
  SENDER_RECIPIENTS("mail.sender.recipients", "mta", "sender_domain", "outcome"),
  SUSPENDED("mail.suspended", "mta", "service", "code"),
  REJECTIONS("mail.rejections", "mta", "service", "code", "stage"),
  LINES("bouncewatch.lines", "source", "result"),
  LOST_BYTES("bouncewatch.source.lost.bytes", "source", "cause"),
  FORGOTTEN("bouncewatch.messages.forgotten", "cause"),
  /** Deliveries by delay: those within {@code le} seconds and not within the bound below it. */
  DELAY_BUCKETS("mail.delivery.delay.buckets", "mta", "provider", "le"),
  /** The sum of all delays, in milliseconds. */
  DELAY_SUM("mail.delivery.delay.sum", "mta", "provider");

  private final String meter;
  private final List<String> labels;

  Metric(String meter, String... labels) {
    this.meter = meter;
    this.labels = List.of(labels);
  }

  /** Micrometer's name; in Prometheus dots become underscores and {@code _total} is appended. */
  public String meter() {
    return meter;
  }

  public List<String> labels() {
    return labels;
  }
}
