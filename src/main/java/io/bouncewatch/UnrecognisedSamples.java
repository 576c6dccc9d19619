package io.bouncewatch;

import io.bouncewatch.event.LogLine;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the first lines of each source that look like verdicts and could not be read; the rest is
 * only counted. Safe for threads.
 */
final class UnrecognisedSamples {

  private static final Logger LOG = LoggerFactory.getLogger(UnrecognisedSamples.class);
  private static final int MOST = 5;
  private static final int LONGEST = 500;

  private final boolean withText;
  private final Map<String, Integer> shown = new HashMap<>();

  /**
   * @param withText false where addresses are not to be shown: in a line that could not be read,
   *     nobody knows where they stand
   */
  UnrecognisedSamples(boolean withText) {
    this.withText = withText;
  }

  synchronized void add(String source, LogLine line) {
    int count = shown.merge(source, 1, (a, b) -> Math.min(MOST + 1, a + b));
    if (count > MOST) {
      return;
    }
    LOG.warn(
        "{}: a line at byte {} looks like a verdict but could not be read, so it is counted as"
            + " unrecognised{}: {}",
        source,
        line.offset(),
        count == MOST ? " (more of them are only counted)" : "",
        withText ? text(line) : "(not shown, since it may hold addresses)");
  }

  private static String text(LogLine line) {
    String text = line.text().replaceAll("\\p{Cntrl}", "?");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
