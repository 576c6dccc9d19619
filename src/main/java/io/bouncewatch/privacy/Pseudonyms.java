package io.bouncewatch.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bouncewatch.event.Envelope;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names that stand for local parts: {@code h_} and 20 letters and digits, the first 100 bits of
 * HMAC-SHA-256 (RFC 2104) over local part, at sign and domain. Among a thousand million addresses
 * two have the same name with a chance of less than one in a million million.
 *
 * <p>The domain goes in so that equal local parts of different domains can't be told to be equal.
 * Case and quotes do not matter. Used by one thread.
 */
final class Pseudonyms {

  private static final String PREFIX = "h_";
  private static final int LETTERS = 20;
  private static final int BITS_A_LETTER = 5;
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final Pattern ONE =
      Pattern.compile(PREFIX + "[a-z2-7]{" + LETTERS + "}", Pattern.CASE_INSENSITIVE);

  private final Mac mac;

  Pseudonyms(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** Whether a local part is a name already. */
  static boolean isOne(String local) {
    return ONE.matcher(local).matches();
  }

  /**
   * The name of a local part.
   *
   * @param domain in any form; may be empty
   */
  String of(String local, String domain) {
    String name = domain.isEmpty() ? "" : Envelope.domainOf("@" + domain);
    byte[] sum =
        mac.doFinal((unquoted(local).toLowerCase(Locale.ROOT) + "@" + name).getBytes(UTF_8));
    StringBuilder letters = new StringBuilder(PREFIX);
    for (int i = 0; i < LETTERS; i++) {
      letters.append(ALPHABET.charAt(bits(sum, i * BITS_A_LETTER)));
    }
    return letters.toString();
  }

  /** The same checksum for the same line, from which nobody can find out what the line said. */
  int checksum(int ofLine) {
    byte[] sum = mac.doFinal(("line " + ofLine).getBytes(UTF_8));
    return ByteBuffer.wrap(sum).getInt();
  }

  /** Tells keys apart, and nothing else of them. */
  String keyId() {
    return of("key", "").substring(PREFIX.length());
  }

  private static int bits(byte[] sum, int from) {
    int two = ByteBuffer.wrap(sum).getShort(from / 8);
    return (two >> (16 - BITS_A_LETTER - from % 8)) & 31;
  }

  /** Without the quotes of RFC 5321 section 4.1.2, which do not make it another address. */
  static String unquoted(String local) {
    if (local.length() < 2 || !local.startsWith("\"") || !local.endsWith("\"")) {
      return local;
    }
    StringBuilder bare = new StringBuilder(local.length());
    for (int i = 1; i < local.length() - 1; i++) {
      char c = local.charAt(i);
      bare.append(c == '\\' && i + 1 < local.length() - 1 ? local.charAt(++i) : c);
    }
    return bare.toString();
  }
}
