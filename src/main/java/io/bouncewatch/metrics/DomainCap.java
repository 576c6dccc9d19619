package io.bouncewatch.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides which domains have a series of their own; the rest is counted under {@value #OTHER}.
 *
 * <p>The first half of the places is given at first sight. Each place of the second half must be
 * earned by attempts, ten at first, twice as many with every tenth of that half taken, 5,120 for
 * the last tenth: some half a million attempts at invented domains would have to be made to take
 * them all, while a busy domain gets in at any time. A place once given is never taken back, since
 * a counter that vanishes, or falls, breaks {@code rate()}; what was counted before stays under
 * {@value #OTHER}, so sums are exact.
 *
 * <p>Attempts of candidates are counted by the Misra–Gries summary: a fixed number of counters, all
 * lowered by one when a newcomer finds none free. A counter is never above the truth, so no
 * invented domain gets credit for another's attempts; and a domain that has more than one in
 * {@value #CANDIDATES} of the candidates' attempts keeps rising, however many names come between.
 *
 * <p>Deterministic; safe for threads.
 */
public final class DomainCap {

  /** The usual cap, {@value #OTHER} included. */
  public static final int DEFAULT_CAP = 1_000;

  public static final String OTHER = "other";

  static final int CANDIDATES = 8_192;

  private static final int LONGEST_DOMAIN = 253;
  private static final int FIRST_THRESHOLD = 10;
  private static final int TIERS = 10;

  private final int places;
  private final int free;
  private final Map<String, String> own = new ConcurrentHashMap<>();
  private final Map<String, Integer> candidates = new HashMap<>();

  /**
   * @param cap the most values the label may have, {@value #OTHER} included; at least 1
   */
  public DomainCap(int cap) {
    if (cap < 1) {
      throw new IllegalArgumentException(
          "the cap on domains must be at least 1 (\"" + OTHER + "\"), not " + cap);
    }
    places = cap - 1;
    free = places / 2;
  }

  /** Counts an attempt at a domain and gives the label for it. */
  public String label(String domain) {
    String known = own.get(domain);
    return known != null ? known : consider(domain);
  }

  /** Gives a place to a domain that has a series already, over the cap if need be. */
  public synchronized void admit(String domain) {
    if (!domain.equals(OTHER)) {
      own.put(domain, domain);
    }
  }

  /** How many domains have a series of their own. */
  public int size() {
    return own.size();
  }

  private synchronized String consider(String domain) {
    int taken = own.size();
    if (taken >= places || domain.equals(OTHER) || !isPlain(domain)) {
      return OTHER;
    }
    if (taken >= free && attempts(domain) < threshold(taken)) {
      return OTHER;
    }
    candidates.remove(domain);
    own.put(domain, domain);
    return domain;
  }

  private int threshold(int taken) {
    return FIRST_THRESHOLD << (TIERS * (taken - free) / (places - free));
  }

  /** Attempts that are certain to have been made, this one included. */
  private int attempts(String domain) {
    if (candidates.size() < CANDIDATES || candidates.containsKey(domain)) {
      return candidates.merge(domain, 1, Integer::sum);
    }
    // Costs as many steps as there are counters, and takes one attempt from each: so no input makes
    // it happen more often than once in that many attempts.
    candidates.replaceAll((candidate, attempts) -> attempts - 1);
    candidates.values().removeIf(attempts -> attempts == 0);
    return 0;
  }

  int candidates() {
    return candidates.size();
  }

  private static boolean isPlain(String domain) {
    return domain.length() <= LONGEST_DOMAIN
        && domain.chars().allMatch(c -> LabelCap.isVisible((char) c));
  }
}
