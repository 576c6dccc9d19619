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

  private final Map<String, Integer> shown = new HashMap<>();

  synchronized void add(String source, LogLine line) {
    int count = shown.merge(source, 1, (a, b) -> Math.min(MOST + 1, a + b));
    if (count > MOST) {
      return;
    }
    String text = line.text().replaceAll("\\p{Cntrl}", "?");
    LOG.warn(
        "{}: a line at byte {} looks like a verdict but could not be read, so it is counted as"
            + " unrecognised{}: {}",
        source,
        line.offset(),
        count == MOST ? " (more of them are only counted)" : "",
        text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
  }
}
