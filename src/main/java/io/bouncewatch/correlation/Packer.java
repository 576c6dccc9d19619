package io.bouncewatch.correlation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes numbers and texts in few bytes; {@link Unpacker} reads them. */
final class Packer {

  private byte[] bytes = new byte[96];
  private int length;

  /** Seven bits a byte, the lowest first; negative numbers take ten bytes. */
  Packer number(long number) {
    long left = number;
    while ((left & ~0x7fL) != 0) {
      put((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    put((int) left);
    return this;
  }

  /** Null takes one byte. */
  Packer number(@Nullable Long number) {
    return number == null ? number(0) : number(number + 1);
  }

  /** Null takes one byte; what is no Unicode becomes a question mark. */
  Packer text(@Nullable String text) {
    return text == null ? number(0) : bytes(text.getBytes(StandardCharsets.UTF_8), 1);
  }

  Packer bytes(byte[] some) {
    return bytes(some, 0);
  }

  private Packer bytes(byte[] some, int added) {
    number(some.length + added);
    reserve(some.length);
    System.arraycopy(some, 0, bytes, length, some.length);
    length += some.length;
    return this;
  }

  private void put(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  byte[] packed() {
    return Arrays.copyOf(bytes, length);
  }
}
