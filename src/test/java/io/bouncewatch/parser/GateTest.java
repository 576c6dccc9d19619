package io.bouncewatch.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.SampleLogs;
import io.bouncewatch.event.LogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cheap test on bytes never hides a line that the patterns would have read. */
class GateTest {

  private static final ParserSettings SETTINGS =
      new ParserSettings(
          ZoneOffset.UTC, InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z")), Set.of());

  private static final byte[][] SHARDS =
      Stream.of(
              ": ",
              "to=<",
              " ",
              "\"",
              ">",
              "<",
              "status=sent",
              "status=bounced (",
              "=>",
              "**",
              "==",
              "-",
              "[",
              "]",
              "from=<",
              "removed",
              "reject: ",
              "rejected RCPT",
              ")",
              "\\",
              "\0",
              "\r",
              "ø",
              "1xUo0J-0004g4-0E",
              "Completed",
              "NOQUEUE: ",
              "550 5.1.1 ")
          .map(shard -> shard.getBytes(StandardCharsets.UTF_8))
          .toArray(byte[][]::new);

  static Stream<String> samples() throws IOException {
    return SampleLogs.names().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sameAnswerOnGenuineLines(String sample) throws IOException {
    for (byte[] line : SampleLogs.lines(sample)) {
      compare(line);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sameAnswerOnMutatedLines(String sample) throws IOException {
    Random random = new Random(sample.hashCode());
    for (byte[] line : SampleLogs.lines(sample)) {
      compare(mutated(line, random));
    }
  }

  private static void compare(byte[] bytes) {
    LogLine line = new LogLine();
    line.set(bytes, 0, bytes.length, 0);
    for (LogFormat format : LogFormat.values()) {
      LogParser parser = new LogParser(format, SETTINGS);
      assertThat(parser.parse(line))
          .as("%s: %s", format, line.text())
          .isEqualTo(parser.parseWithoutGate(line));
    }
  }

  /** Cuts, doubles, overwrites and inserts, as loggers, disks and strangers do. */
  private static byte[] mutated(byte[] line, Random random) {
    byte[] result = line;
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(result.length + 1);
      byte[] shard = SHARDS[random.nextInt(SHARDS.length)];
      result =
          switch (random.nextInt(4)) {
            case 0 -> java.util.Arrays.copyOf(result, at);
            case 1 -> java.util.Arrays.copyOfRange(result, at, result.length);
            case 2 -> spliced(result, at, shard, at);
            default -> spliced(result, at, shard, Math.min(result.length, at + shard.length));
          };
    }
    return result;
  }

  private static byte[] spliced(byte[] line, int head, byte[] shard, int tail) {
    byte[] result = new byte[head + shard.length + line.length - tail];
    System.arraycopy(line, 0, result, 0, head);
    System.arraycopy(shard, 0, result, head, shard.length);
    System.arraycopy(line, tail, result, head + shard.length, line.length - tail);
    return result;
  }
}
