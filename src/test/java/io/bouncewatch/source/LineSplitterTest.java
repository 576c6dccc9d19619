package io.bouncewatch.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.LogLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Lines do not depend on how the bytes arrive. */
class LineSplitterTest {

  @RepeatedTest(50)
  void cutsTheSameLinesHoweverTheBytesArrive(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    long skipped = 0;
    for (int i = 0; i < 30; i++) {
      text.append("\0".repeat(random.nextInt(8) == 0 ? random.nextInt(600_000) : 0));
      offsets.add((long) text.length());
      int length = random.nextInt(6) == 0 ? random.nextInt(700_000) : random.nextInt(200);
      String line = Integer.toString(i).repeat(length);
      expected.add(line.substring(0, Math.min(line.length(), LogLine.MAX_LENGTH)));
      skipped += Math.max(0, line.length() - LogLine.MAX_LENGTH);
      text.append(line).append('\n');
    }
    offsets.add((long) text.length());
    expected.add("rest");
    text.append("rest");

    LineSplitter splitter = new LineSplitter();
    List<String> lines = new ArrayList<>();
    List<Long> seen = new ArrayList<>();
    LineConsumer consumer =
        line -> {
          lines.add(line.text());
          seen.add(line.offset());
        };
    ReadableByteChannel channel = dripping(text.toString(), random);
    while (splitter.fill(channel) >= 0) {
      splitter.emit(consumer);
    }
    assertThat(splitter.readOffset()).isEqualTo(text.length());
    assertThat(splitter.emitRest(consumer)).isTrue();
    assertThat(splitter.emitRest(consumer)).isFalse();
    assertThat(lines).isEqualTo(expected);
    assertThat(seen).isEqualTo(offsets);
    assertThat(splitter.takeSkipped()).isEqualTo(skipped);
    assertThat(splitter.offset()).isEqualTo(text.length());
  }

  /** Gives a few bytes at a time, or many. */
  private static ReadableByteChannel dripping(String text, Random random) {
    ReadableByteChannel all =
        Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    return new ReadableByteChannel() {
      @Override
      public int read(ByteBuffer target) throws IOException {
        int most = random.nextBoolean() ? 300_000 : 1 + random.nextInt(5_000);
        ByteBuffer some = target.slice();
        some.limit(Math.min(some.limit(), most));
        int count = all.read(some);
        target.position(target.position() + Math.max(0, count));
        return count;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
