package io.bouncewatch.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Checksums of a text's first bytes, by which it is known under another name, copied or compressed.
 *
 * @param from how many NULs the text begins with, see {@link Beginning}
 * @param length how many bytes behind them are covered, at most {@value Beginning#LONGEST}
 * @param sums CRC-32C of the first 32, 64, 128, 256 and 512 bytes, as far as there are more, and of
 *     all
 */
record Fingerprint(long from, int length, List<Integer> sums) {

  static final Fingerprint NONE = new Fingerprint(0, 0, List.of());

  /** How much a text has of what was fingerprinted. */
  enum Match {
    NO,
    /** It ends early, but is the same so far: a copy made before the text grew. */
    PART,
    WHOLE
  }

  private static final int SHORTEST_STEP = 32;
  private static final Pattern TEXT =
      Pattern.compile("(?<from>\\d{1,18}):(?<length>\\d{1,4}):(?<sums>[0-9a-f.]*)");

  Fingerprint {
    sums = List.copyOf(sums);
  }

  /** Reads what {@link #toString()} wrote. */
  static Optional<Fingerprint> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<Integer> sums = new ArrayList<>();
    for (String sum : matcher.group("sums").split("\\.", -1)) {
      if (!sum.isEmpty()) {
        sums.add((int) Long.parseLong(sum, 16));
      }
    }
    return Optional.of(
        new Fingerprint(
            Long.parseLong(matcher.group("from")),
            Integer.parseInt(matcher.group("length")),
            sums));
  }

  static Fingerprint of(Beginning text) {
    byte[] head = text.bytes();
    if (head.length == 0) {
      return new Fingerprint(text.from(), 0, List.of());
    }
    List<Integer> sums = new ArrayList<>();
    for (int step = SHORTEST_STEP; step < head.length; step *= 2) {
      sums.add(sum(head, step));
    }
    sums.add(sum(head, head.length));
    return new Fingerprint(text.from(), head.length, sums);
  }

  private static int sum(byte[] head, int length) {
    CRC32C sum = new CRC32C();
    sum.update(head, 0, length);
    return (int) sum.getValue();
  }

  /** Whether there is nothing to know the text by. */
  boolean isBlank() {
    return length == 0;
  }

  /** Whether it can't grow any more. */
  boolean isComplete() {
    return length == Beginning.LONGEST;
  }

  /** Compares with how a text begins. */
  Match match(Beginning text) {
    if (isBlank() || text.from() != from) {
      return Match.NO;
    }
    int there = text.bytes().length;
    if (there >= length) {
      return sum(text.bytes(), length) == sums.get(sums.size() - 1) ? Match.WHOLE : Match.NO;
    }
    int step = Integer.highestOneBit(there);
    int place = Integer.numberOfTrailingZeros(step) - Integer.numberOfTrailingZeros(SHORTEST_STEP);
    return there >= SHORTEST_STEP && sum(text.bytes(), step) == sums.get(place)
        ? Match.PART
        : Match.NO;
  }

  @Override
  public String toString() {
    return sums.stream()
        .map(Integer::toHexString)
        .collect(Collectors.joining(".", from + ":" + length + ":", ""));
  }
}
