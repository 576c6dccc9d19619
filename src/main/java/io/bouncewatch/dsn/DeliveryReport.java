package io.bouncewatch.dsn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bounce message says.
 *
 * @param reportingHost who wrote it: {@code Reporting-MTA} without its type
 * @param recipients at most {@value #MOST_RECIPIENTS}, in their order; empty if the message is no
 *     bounce
 * @param standard whether it has the form of RFC 3464; else its text was read
 */
public record DeliveryReport(
    @Nullable String reportingHost, List<RecipientStatus> recipients, boolean standard) {

  /** Recipients beyond these are left out. */
  public static final int MOST_RECIPIENTS = 1_000;

  public DeliveryReport {
    recipients = List.copyOf(recipients);
  }
}
