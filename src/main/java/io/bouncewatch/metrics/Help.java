package io.bouncewatch.metrics;

import io.bouncewatch.event.Metric;

/** What each counter counts, for people who meet it in a scrape. */
final class Help {

  private Help() {}

  static String of(Metric metric) {
    return switch (metric) {
      case DELIVERIES -> "Attempts that delivered mail to a recipient.";
      case BOUNCES ->
          "Attempts that failed; soft ones are tried again, hard ones have been given up.";
      case RECIPIENTS -> "Recipients whose mail came to its end, each counted once.";
      case NOTIFICATION_RECIPIENTS ->
          "Recipients of mail without a sender that came to its end, each counted once.";
      case SENDER_RECIPIENTS ->
          "Recipients whose mail came to its end, each counted once, by the sender's domain.";
      case FORGOTTEN -> "Messages forgotten before their end was seen.";
      case SUSPENDED -> "Recipients put off without an attempt.";
      case REJECTIONS -> "Commands and connections of others that this server refused.";
      case LINES -> "Lines read from the log, by what became of them.";
      case DELAY_BUCKETS, DELAY_SUM -> "Time from a message's arrival to its delivery.";
      case LOST_BYTES -> "Bytes of the log that could not be read, by what became of them.";
    };
  }
}
