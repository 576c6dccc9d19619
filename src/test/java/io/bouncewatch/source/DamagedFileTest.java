package io.bouncewatch.source;

import static io.bouncewatch.source.LogDirectory.all;
import static io.bouncewatch.source.LogDirectory.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compressed files that are incomplete or damaged, and rotated files that may not be read. */
class DamagedFileTest extends FollowingTest {

  /** Text that does not compress well, so that there is something to cut off. */
  private static String noise() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append(Long.toHexString(random.nextLong())).append('\n');
    }
    return text.toString();
  }

  @Test
  void takesAFileThatIsBeingCompressedAsItWas() throws IOException {
    logs.append("mail.log", lines("b"));
    logs.move("mail.log", "mail.log.1");
    byte[] packed = Files.readAllBytes(Packing.GZ.copy(logs.path("mail.log.1")));
    Files.write(logs.path("mail.log.1.gz"), Arrays.copyOf(packed, packed.length / 2));
    logs.append("mail.log", lines("c"));
    reading.restart();
    assertThat(reading.settle()).containsExactly(all("a", "b", "c"));
    assertThat(reading.lost()).isEmpty();
  }

  @Test
  void waitsForACompressedFileThatIsNotCompleteYet() throws IOException {
    logs.append("mail.log", noise());
    logs.move("mail.log", "mail.log.1");
    byte[] packed = Files.readAllBytes(Packing.GZ.pack(logs.path("mail.log.1")));
    Files.write(logs.path("mail.log.1.gz"), Arrays.copyOf(packed, packed.length / 2));
    logs.append("mail.log", lines("c"));
    reading.restart();
    reading.poll();
    assertThat(reading.source().trouble()).get().asString().contains("can't be decompressed");
    Files.write(logs.path("mail.log.1.gz"), packed);
    assertThat(reading.settle()).hasSize(10_002).startsWith(all("a")).endsWith(all("c"));
    assertThat(reading.lost()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void givesUpADamagedFileAndGoesOn(Packing packing) throws IOException {
    logs.append("mail.log", noise());
    logs.move("mail.log", "mail.log.1");
    Path packed = packing.pack(logs.path("mail.log.1"));
    byte[] bytes = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(bytes, bytes.length * 3 / 4));
    goesOnWithout(packed);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZ", "BZ2", "XZ"})
  void givesUpWhenAChecksumIsWrong(Packing packing) throws IOException {
    logs.append("mail.log", noise());
    logs.move("mail.log", "mail.log.1");
    Path packed = packing.pack(logs.path("mail.log.1"));
    byte[] bytes = Files.readAllBytes(packed);
    bytes[bytes.length * 3 / 4] ^= 0x55;
    Files.write(packed, bytes);
    goesOnWithout(packed);
  }

  private void goesOnWithout(Path packed) throws IOException {
    logs.append("mail.log", lines("c"));
    reading.restart();
    boolean told = false;
    for (int i = 0; i < 8; i++) {
      reading.poll();
      told |=
          reading
              .source()
              .trouble()
              .filter(text -> text.startsWith(packed + " is damaged"))
              .isPresent();
      reading.clock.advance(Duration.ofSeconds(10));
    }
    assertThat(told).isTrue();
    assertThat(reading.source().trouble()).isEmpty();
    assertThat(reading.lines()).startsWith(all("a")).endsWith(all("c"));
    assertThat(reading.lost().get(LostCause.DAMAGED)).isPositive();
    int before = reading.lines().size();
    reading.restart();
    assertThat(reading.settle()).hasSize(before);
  }

  @ParameterizedTest
  @EnumSource
  void readsSeveralCompressedPartsInOneFile(Packing packing) throws IOException {
    logs.append("one", lines("1"));
    logs.append("two", lines("2"));
    byte[] one = Files.readAllBytes(packing.pack(logs.path("one")));
    byte[] two = Files.readAllBytes(packing.pack(logs.path("two")));
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    Path file = Files.write(logs.path("both"), both);
    assertThat(new String(Compression.open(file).readAllBytes())).isEqualTo(lines("1", "2"));
  }

  @Test
  void goesOnWithoutARotatedFileThatMayNotBeReadAndComesBackToIt() throws IOException {
    logs.append("mail.log", lines("b"));
    logs.move("mail.log", "mail.log.1");
    Path rotated = logs.path("mail.log.1");
    Files.setPosixFilePermissions(rotated, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(rotated), "root may read everything");
    logs.append("mail.log", lines("c"));
    reading.restart();
    assertThat(reading.settle()).containsExactly(all("a", "c"));
    assertThat(reading.source().trouble())
        .get()
        .asString()
        .contains("can't read " + rotated, "permission denied; let the user");
    reading.restart();
    Files.setPosixFilePermissions(rotated, PosixFilePermissions.fromString("rw-------"));
    assertThat(reading.settle()).containsExactly(all("a", "c", "b"));
    assertThat(reading.lost()).isEmpty();
  }
}
