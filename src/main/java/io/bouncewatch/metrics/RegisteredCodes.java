package io.bouncewatch.metrics;

import io.bouncewatch.event.EnhancedStatusCode;

/**
 * Which enhanced status codes may stand in a label: those of the IANA registry "SMTP Enhanced
 * Status Codes", under any class. The reply's author picks the digits, so the rest is folded.
 */
final class RegisteredCodes {

  /** Last registered detail of each subject 0 to 7; the registry has no gaps. */
  private static final int[] LAST_DETAIL = {0, 10, 4, 6, 7, 6, 10, 30};

  private static final String[][][] LABELS = labels();

  private RegisteredCodes() {}

  /** The code itself, its subject's {@code .0} if the detail is unknown, else {@code x.0.0}. */
  static String label(EnhancedStatusCode code) {
    String[][] subjects = LABELS[code.statusClass()];
    if (code.subject() >= subjects.length) {
      return subjects[0][0];
    }
    String[] details = subjects[code.subject()];
    return code.detail() < details.length ? details[code.detail()] : details[0];
  }

  // Made once: a label is asked for on every attempt.
  private static String[][][] labels() {
    String[][][] labels = new String[6][LAST_DETAIL.length][];
    for (int statusClass = 2; statusClass < labels.length; statusClass++) {
      for (int subject = 0; subject < LAST_DETAIL.length; subject++) {
        labels[statusClass][subject] = new String[LAST_DETAIL[subject] + 1];
        for (int detail = 0; detail <= LAST_DETAIL[subject]; detail++) {
          labels[statusClass][subject][detail] = statusClass + "." + subject + "." + detail;
        }
      }
    }
    return labels;
  }
}
