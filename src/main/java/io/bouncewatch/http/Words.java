package io.bouncewatch.http;

import io.bouncewatch.event.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Figures and labels as people say them; all of it is safe as markup. */
final class Words {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  static String clock(Instant time) {
    return CLOCK.format(time);
  }

  /** A moment, in words, with the exact time for machines and for the pointer. */
  static void time(Html html, Instant time, String words) {
    String exact = time.truncatedTo(ChronoUnit.SECONDS).toString();
    html.raw("<time datetime=\"" + exact + "\" title=\"" + exact + "\">" + words + "</time>");
  }

  /** The two largest units: {@code 3 d 4 h}. */
  static String span(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
  }

  static String ago(Instant time, Instant now) {
    return span(Duration.between(time, now)) + " ago";
  }

  /** A share of a whole; only nothing is rounded to 0, only all of it to 100. */
  static String share(long part, long whole) {
    if (whole == 0) {
      return "–";
    }
    double percent = 100.0 * part / whole;
    if (part == 0 || part == whole) {
      return part == 0 ? "0 %" : "100 %";
    }
    if (percent < 0.05) {
      return "&lt; 0.1 %";
    }
    return percent >= 99.95 ? "&gt; 99.9 %" : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** Bytes not read yet. */
  static String size(long bytes) {
    if (bytes <= 0) {
      return "up to date";
    }
    if (bytes < 1024) {
      return bytes + " B";
    }
    double size = bytes / 1024.0;
    return size < 1024
        ? String.format(Locale.ROOT, "%.1f KiB", size)
        : String.format(Locale.ROOT, "%.1f MiB", size / 1024);
  }

  static String todo(Action action) {
    return switch (action) {
      case RETRY -> "Wait; it is tried again";
      case SUPPRESS -> "Stop mailing these addresses";
      case FIX_SENDER -> "Mend the sender’s standing";
      case FIX_MESSAGE -> "Change the message";
      case FIX_CONFIG -> "Correct the configuration";
    };
  }
}
