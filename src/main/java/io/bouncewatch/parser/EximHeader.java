package io.bouncewatch.parser;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands before a message in Exim's main log (spec chapter 52): its own timestamp, or a syslog
 * header, or both, a process id, and the number of a piece of a line that was too long for syslog.
 * Used by one thread.
 */
final class EximHeader {

  /** The service of a log file, which names none. */
  static final String FILE_SERVICE = "exim";

  /** {@code 2026-11-21 16:31:17.467 -0500 [15482] }. */
  private static final Pattern STAMP =
      Pattern.compile(
          "(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d) "
              + "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)(?:\\.(?<fraction>\\d{1,9}))?"
              + "(?: (?<zone>[+-]\\d{4}))? (?:\\[\\d+\\] )?");

  /** {@code [2/3] } or {@code [2\3] }. */
  private static final Pattern PIECE = Pattern.compile("\\[(?<number>\\d+)[/\\\\]\\d+\\] ");

  /** {@code [15482] }, where log_selector has +pid and syslog gives the time. */
  private static final Pattern PID = Pattern.compile("\\[\\d+\\] ");

  private final Matcher stamp = STAMP.matcher("");
  private final SyslogHeader syslog;
  private final Timestamps timestamps;

  EximHeader(SyslogHeader syslog, Timestamps timestamps) {
    this.syslog = syslog;
    this.timestamps = timestamps;
  }

  /**
   * Reads the header of a line.
   *
   * @return null if it has none, or is the continuation of the line before
   */
  @Nullable Header read(String line) {
    stamp.reset(line);
    if (stamp.lookingAt()) {
      int body = stamp.end();
      if (EximParser.isMessageIdAt(line, body) || line.startsWith("H=", body)) {
        return stamped(line, FILE_SERVICE, body);
      }
    }
    Header outer = syslog.read(line);
    if (outer == null) {
      return stamp.lookingAt() ? stamped(line, FILE_SERVICE, stamp.end()) : null;
    }
    int body = outer.body();
    Matcher piece = PIECE.matcher(line).region(body, line.length());
    if (piece.lookingAt()) {
      if (!piece.group("number").equals("1")) {
        return null;
      }
      body = piece.end();
    }
    if (stamp.region(body, line.length()).lookingAt()) {
      return outer.zoned()
          ? new Header(outer.time(), outer.program(), true, stamp.end())
          : stamped(line, outer.program(), stamp.end());
    }
    Matcher pid = PID.matcher(line).region(body, line.length());
    int message = pid.lookingAt() ? pid.end() : body;
    return new Header(outer.time(), outer.program(), outer.zoned(), message);
  }

  private @Nullable Header stamped(String line, String program, int body) {
    Instant time = timestamps.full(line, stamp);
    return time == null ? null : new Header(time, program, stamp.group("zone") != null, body);
  }
}
