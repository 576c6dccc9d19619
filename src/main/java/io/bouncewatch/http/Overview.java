package io.bouncewatch.http;

import io.bouncewatch.event.Action;
import io.bouncewatch.event.BounceType;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the status page shows, at one moment. Lists are shown in the order given.
 *
 * @param version of Bouncewatch
 * @param started when this process started
 */
public record Overview(
    String version,
    Instant started,
    Totals totals,
    List<DomainRow> domains,
    List<CodeRow> codes,
    List<ReasonRow> reasons,
    List<SourceRow> sources) {

  public Overview {
    domains = List.copyOf(domains);
    codes = List.copyOf(codes);
    reasons = List.copyOf(reasons);
    sources = List.copyOf(sources);
  }

  /**
   * Attempts counted since the store was made.
   *
   * @param soft attempts that failed for now
   * @param hard attempts that failed for good
   * @param suspended recipients put off without being tried
   * @param waiting recipients that wait for another attempt at this moment
   * @param rejections what this server refused from others; never a bounce
   */
  public record Totals(
      long delivered, long soft, long hard, long suspended, long waiting, long rejections) {

    /** Before anything was counted. */
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);
  }

  /** Attempts at one recipient domain. */
  public record DomainRow(String domain, String provider, long delivered, long soft, long hard) {}

  /**
   * Failed attempts with one code.
   *
   * @param meaning a few words on what the code stands for, where the catalogue has it
   */
  public record CodeRow(
      EnhancedStatusCode code, BounceType type, long count, @Nullable String meaning) {}

  /** Failed attempts for one reason, with what to do about it. */
  public record ReasonRow(Reason reason, Action action, long count) {}

  /**
   * One log that is followed.
   *
   * @param lagBytes written to the log and not read yet
   * @param lastLine time of the last line that was read; absent before the first
   */
  public record SourceRow(
      String name, String path, long lagBytes, @Nullable Instant lastLine, Lines lines) {}

  /** What became of the lines of one source. */
  public record Lines(long parsed, long ignored, long unrecognised) {}
}
