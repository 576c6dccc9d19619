package io.bouncewatch.parser;

import io.bouncewatch.event.LogLine;
import java.nio.charset.StandardCharsets;

/**
 * The cheap test whether a line may say something about mail in Postfix's words.
 *
 * <p>What Postfix says of a message follows {@code "queue id: "}, and the queue id follows the
 * header's {@code "tag: "} (or, in RFC 5424, a space). So only what stands behind the first few
 * {@code ": "} is looked at.
 */
final class PostfixGate {

  /** As many {@code ": "} are looked behind; tags and ids hold no more. */
  static final int MOST_SEPARATORS = 3;

  private static final byte[] TO = ascii("to=<");
  private static final byte[] FROM = ascii("from=<");
  private static final byte[] REMOVED = ascii("removed");
  private static final byte[] CLIENT = ascii("client=");
  private static final byte[] UID = ascii("uid=");
  private static final byte[] SENDER = ascii("sender ");
  private static final byte[] POSTMASTER = ascii("postmaster ");
  private static final byte[] REJECT = ascii("reject: ");
  private static final byte[] MILTER_REJECT = ascii("milter-reject: ");
  private static final byte[] PROXY_REJECT = ascii("proxy-reject: ");

  private PostfixGate() {}

  static boolean mayMatter(LogLine line) {
    byte[] bytes = line.bytes();
    int end = line.end();
    int last = end - 1;
    int separators = 0;
    for (int i = line.start(); i < last; i++) {
      if (bytes[i] == ':' && bytes[i + 1] == ' ') {
        if (isKeyword(bytes, i + 2, end)) {
          return true;
        }
        if (++separators == MOST_SEPARATORS) {
          return false;
        }
      }
    }
    return false;
  }

  private static boolean isKeyword(byte[] bytes, int at, int end) {
    if (at >= end) {
      return false;
    }
    return switch (bytes[at]) {
      case 't' -> Bytes.startsWith(bytes, at, end, TO);
      case 'f' -> Bytes.startsWith(bytes, at, end, FROM);
      case 'r' ->
          Bytes.startsWith(bytes, at, end, REJECT)
              || (end - at == REMOVED.length && Bytes.startsWith(bytes, at, end, REMOVED));
      case 'm' -> Bytes.startsWith(bytes, at, end, MILTER_REJECT);
      case 'c' -> Bytes.startsWith(bytes, at, end, CLIENT);
      case 'u' -> Bytes.startsWith(bytes, at, end, UID);
      case 's' -> Bytes.startsWith(bytes, at, end, SENDER);
      case 'p' ->
          Bytes.startsWith(bytes, at, end, PROXY_REJECT)
              || Bytes.startsWith(bytes, at, end, POSTMASTER);
      default -> false;
    };
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
