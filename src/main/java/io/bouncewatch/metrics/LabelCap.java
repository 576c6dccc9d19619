package io.bouncewatch.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds the values of a label whose text comes from a log: the first few distinct ones are kept,
 * the rest is {@value #OTHER}. Safe for threads.
 */
public final class LabelCap {

  /** What every value over the cap is counted under; not one of the kept. */
  public static final String OTHER = "other";

  /** What an absent or blank value is counted under; not one of the kept. */
  public static final String UNKNOWN = "unknown";

  private static final int LONGEST = 64;

  private final int cap;
  private final Map<String, String> kept = new ConcurrentHashMap<>();

  /**
   * @param cap how many distinct values are kept
   */
  public LabelCap(int cap) {
    if (cap < 0) {
      throw new IllegalArgumentException("a cap can't be negative: " + cap);
    }
    this.cap = cap;
  }

  /** The value to count under: of at most {@value #LONGEST} visible ASCII characters. */
  public String label(String text) {
    String known = kept.get(text);
    return known != null ? known : keep(clean(text), cap);
  }

  /** Keeps a value that is in use already, over the cap if need be: no series may vanish. */
  public void admit(String label) {
    keep(label, Integer.MAX_VALUE);
  }

  private synchronized String keep(String label, int limit) {
    if (label.equals(OTHER) || label.equals(UNKNOWN)) {
      return label;
    }
    String known = kept.get(label);
    if (known != null) {
      return known;
    }
    if (kept.size() >= limit) {
      return OTHER;
    }
    kept.put(label, label);
    return label;
  }

  private static String clean(String text) {
    if (text.isBlank()) {
      return UNKNOWN;
    }
    StringBuilder clean = new StringBuilder(text);
    clean.setLength(Math.min(text.length(), LONGEST));
    for (int i = 0; i < clean.length(); i++) {
      if (!isVisible(clean.charAt(i))) {
        clean.setCharAt(i, '_');
      }
    }
    return clean.toString();
  }

  /** Visible ASCII; anything else could mislead a reader or a terminal. */
  static boolean isVisible(char character) {
    return character > ' ' && character < 0x7f;
  }
}
