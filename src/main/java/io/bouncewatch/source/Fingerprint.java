package io.bouncewatch.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Checksums of a text's first bytes, by which it is known under another name, copied or compressed.
 *
 * @param from how many NULs the text begins with; they say nothing, because a writer that goes on
 *     after its file was truncated leaves a hole of them
 * @param length how many bytes behind them are covered, at most {@value #LONGEST}
 * @param sums CRC-32C of the first 32, 64, 128, 256 and 512 bytes, as far as there are more, and of
 *     all
 */
record Fingerprint(long from, int length, List<Integer> sums) {

  static final int LONGEST = 1024;

  static final Fingerprint NONE = new Fingerprint(0, 0, List.of());

  /** How much a text has of what was fingerprinted. */
  enum Match {
    NO,
    /** It ends early, but is the same so far: a copy made before the text grew. */
    PART,
    WHOLE
  }

  private static final int SHORTEST_STEP = 32;
  private static final int SCAN = 8192;
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

  /** The fingerprint of a text that is read from its first byte. */
  static Fingerprint of(ReadableByteChannel text) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(SCAN);
    long from = 0;
    while (text.read(block.clear()) >= 0) {
      block.flip();
      while (block.hasRemaining() && block.get(block.position()) == 0) {
        block.get();
        from++;
      }
      if (block.hasRemaining()) {
        byte[] head = new byte[LONGEST];
        int first = Math.min(LONGEST, block.remaining());
        block.get(head, 0, first);
        return of(from, head, first + fill(text, head, first));
      }
    }
    return new Fingerprint(from, 0, List.of());
  }

  private static Fingerprint of(long from, byte[] head, int length) {
    List<Integer> sums = new ArrayList<>();
    for (int step = SHORTEST_STEP; step < length; step *= 2) {
      sums.add(sum(head, step));
    }
    sums.add(sum(head, length));
    return new Fingerprint(from, length, sums);
  }

  private static int sum(byte[] head, int length) {
    CRC32C sum = new CRC32C();
    sum.update(head, 0, length);
    return (int) sum.getValue();
  }

  private static int fill(ReadableByteChannel text, byte[] head, int at) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(head, at, head.length - at);
    while (rest.hasRemaining() && text.read(rest) >= 0) {
      // A channel may give less than was asked for.
    }
    return rest.position() - at;
  }

  /** Whether there is nothing to know the text by. */
  boolean isBlank() {
    return length == 0;
  }

  /** Whether it can't grow any more. */
  boolean isComplete() {
    return length == LONGEST;
  }

  /** Compares with a text that is read from its first byte. */
  Match match(ReadableByteChannel text) throws IOException {
    if (isBlank() || !skip(text, from)) {
      return Match.NO;
    }
    byte[] head = new byte[length];
    int there = fill(text, head, 0);
    if (there == length) {
      return sum(head, length) == sums.get(sums.size() - 1) ? Match.WHOLE : Match.NO;
    }
    int step = Integer.highestOneBit(there);
    int place = Integer.numberOfTrailingZeros(step) - Integer.numberOfTrailingZeros(SHORTEST_STEP);
    return there >= SHORTEST_STEP && sum(head, step) == sums.get(place) ? Match.PART : Match.NO;
  }

  private static boolean skip(ReadableByteChannel text, long count) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(SCAN);
    long left = count;
    while (left > 0) {
      block.clear().limit((int) Math.min(SCAN, left));
      int read = text.read(block);
      if (read < 0 || !isZero(block.array(), block.position())) {
        return false;
      }
      left -= read;
    }
    return true;
  }

  private static boolean isZero(byte[] bytes, int length) {
    return Arrays.mismatch(bytes, 0, length, new byte[SCAN], 0, length) < 0;
  }

  @Override
  public String toString() {
    return sums.stream()
        .map(Integer::toHexString)
        .collect(Collectors.joining(".", from + ":" + length + ":", ""));
  }
}
