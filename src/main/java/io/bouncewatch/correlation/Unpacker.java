package io.bouncewatch.correlation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link Packer} wrote, in the same order.
 *
 * <p>Bytes that are not such end in an {@link IndexOutOfBoundsException} or an {@link
 * IllegalArgumentException}.
 */
final class Unpacker {

  private final byte[] bytes;
  private int at;

  Unpacker(byte[] bytes) {
    this.bytes = bytes;
  }

  long number() {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[at++];
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("no number");
  }

  @Nullable Long optional() {
    long number = number();
    return number == 0 ? null : Long.valueOf(number - 1);
  }

  @Nullable String text() {
    int length = length(number() - 1);
    if (length < 0) {
      return null;
    }
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    int length = length(number());
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  private int length(long length) {
    if (length > bytes.length - at) {
      throw new IllegalArgumentException("shorter than it says");
    }
    return (int) length;
  }
}
