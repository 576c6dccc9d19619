package io.bouncewatch.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BeginningTest {

  @TempDir private Path directory;

  private FileChannel file(long hole, String text) throws IOException {
    FileChannel file =
        FileChannel.open(
            directory.resolve("mail.log"),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), hole);
    return file;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 8191, 8192, 16_384, 16_385, 100_000, 1_000_000})
  void isTheSameWhateverWasKnownOfTheHole(long hole) throws IOException {
    try (FileChannel file = file(hole, "text ".repeat(300))) {
      Beginning expected = Beginning.read(new Head(file));
      assertThat(expected.from()).isEqualTo(hole);
      assertThat(expected.bytes()).hasSize(Beginning.LONGEST);
      for (long known : new long[] {0, hole / 2, hole - 1, hole, hole + 1, hole + 20_000}) {
        Beginning read = Beginning.read(new Head(file), known);
        assertThat(read.from()).as("known %d", known).isEqualTo(hole);
        assertThat(read.bytes()).isEqualTo(expected.bytes());
      }
    }
  }

  /** Half a terabyte, which the file system does not store. */
  @Test
  void aHugeHoleIsNotReadAgain() throws IOException {
    long hole = 1L << 39;
    try (FileChannel file = file(hole, "text")) {
      Beginning read =
          Assertions.assertTimeoutPreemptively(
              Duration.ofSeconds(20), () -> Beginning.read(new Head(file), hole));
      assertThat(read.from()).isEqualTo(hole);
      assertThat(read.bytes()).asString(StandardCharsets.US_ASCII).isEqualTo("text");
    }
  }
}
