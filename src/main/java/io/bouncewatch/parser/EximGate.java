package io.bouncewatch.parser;

import io.bouncewatch.event.LogLine;
import java.nio.charset.StandardCharsets;

/**
 * The cheap test whether a line may say something about mail in Exim's words: a message id with a
 * flag behind it, or the word {@code rejected}.
 */
final class EximGate {

  private static final byte[] COMPLETED = "Completed".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REJECTED = "rejected".getBytes(StandardCharsets.US_ASCII);

  /** Message ids are {@code 6-6-2} characters, since 4.97 {@code 6-11-4} (spec section 52.1). */
  private static final int SHORT_ID = 16;

  private static final int LONG_ID = 23;

  private EximGate() {}

  static boolean mayMatter(LogLine line) {
    byte[] bytes = line.bytes();
    int end = line.end();
    for (int i = line.start(); i < end; i++) {
      byte b = bytes[i];
      if (b == '-' && isFlagged(bytes, i, line.start(), end)) {
        return true;
      }
      if (b == 'r' && Bytes.startsWith(bytes, i, end, REJECTED)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the dash is a message id's first, and a flag follows that id. */
  private static boolean isFlagged(byte[] bytes, int dash, int start, int end) {
    int id = dash - 6;
    if (id < start) {
      return false;
    }
    int after;
    if (id + SHORT_ID < end && bytes[id + 13] == '-' && bytes[id + SHORT_ID] == ' ') {
      after = id + SHORT_ID + 1;
    } else if (id + LONG_ID < end && bytes[id + 18] == '-' && bytes[id + LONG_ID] == ' ') {
      after = id + LONG_ID + 1;
    } else {
      return false;
    }
    return isFlag(bytes, after, end) || Bytes.startsWith(bytes, after, end, COMPLETED);
  }

  private static boolean isFlag(byte[] bytes, int at, int end) {
    if (end - at < 3 || bytes[at + 2] != ' ') {
      return false;
    }
    byte second = bytes[at + 1];
    return switch (bytes[at]) {
      case '<' -> second == '=';
      case '=' -> second == '>' || second == '=';
      case '-', '>' -> second == '>';
      case '*' -> second == '>' || second == '*';
      default -> false;
    };
  }
}
