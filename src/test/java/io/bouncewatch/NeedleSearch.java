package io.bouncewatch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for many texts at once in bytes of any kind, in any case of ASCII letters. A text with less
 * than six bytes before its at sign must not follow a letter or digit: in a database values touch
 * each other, and the end of one may look like it.
 */
final class NeedleSearch {

  private static final int HEAD = 6;

  private final Map<Long, List<byte[]>> needles = new HashMap<>();

  /** Adds a text of at least six bytes; a shorter one is passed over. */
  void add(String needle) {
    byte[] bytes = needle.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    if (bytes.length >= HEAD) {
      needles.computeIfAbsent(head(bytes, 0), key -> new ArrayList<>()).add(bytes);
    }
  }

  int size() {
    return needles.values().stream().mapToInt(List::size).sum();
  }

  /** The texts that are there. */
  Set<String> in(byte[] haystack) {
    byte[] lower = haystack.clone();
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] >= 'A' && lower[i] <= 'Z') {
        lower[i] += 'a' - 'A';
      }
    }
    Set<String> found = new TreeSet<>();
    for (int i = 0; i + HEAD <= lower.length; i++) {
      List<byte[]> candidates = needles.get(head(lower, i));
      if (candidates != null) {
        for (byte[] needle : candidates) {
          if (i + needle.length <= lower.length
              && (isLong(needle) || i == 0 || !Character.isLetterOrDigit(lower[i - 1]))
              && java.util.Arrays.equals(lower, i, i + needle.length, needle, 0, needle.length)) {
            found.add(new String(needle, StandardCharsets.UTF_8));
          }
        }
      }
    }
    return found;
  }

  private static boolean isLong(byte[] needle) {
    for (int i = 0; i < HEAD; i++) {
      if (needle[i] == '@') {
        return false;
      }
    }
    return true;
  }

  private static long head(byte[] bytes, int at) {
    long head = 0;
    for (int i = 0; i < HEAD; i++) {
      head = head << 8 | bytes[at + i] & 0xff;
    }
    return head;
  }
}
