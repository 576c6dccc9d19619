package io.bouncewatch.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.FilePosition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fingerprints, and what is saved of a file. */
class FileStateTest {

  private static Beginning text(String text) throws IOException {
    return Beginning.read(
        Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))));
  }

  private static String distinct(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < length; i++) {
      text.append(i).append(' ');
    }
    return text.substring(0, length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 64, 100, 512, 1000, 1023, 1024, 5000})
  void knowsATextThatGrewAndOneThatIsAnother(int length) throws IOException {
    String text = distinct(length);
    Fingerprint print = Fingerprint.of(text(text));
    assertThat(print.length()).isEqualTo(Math.min(length, 1024));
    assertThat(print.isComplete()).isEqualTo(length >= 1024);
    Fingerprint.Match same = length == 0 ? Fingerprint.Match.NO : Fingerprint.Match.WHOLE;
    assertThat(print.match(text(text + "more"))).isEqualTo(same);
    assertThat(print.match(text("x" + text))).isEqualTo(Fingerprint.Match.NO);
    assertThat(print.match(text(""))).isEqualTo(Fingerprint.Match.NO);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 33, 63, 64, 65, 500, 512, 513, 999})
  void knowsACopyThatWasMadeBeforeTheTextGrew(int length) throws IOException {
    Fingerprint print = Fingerprint.of(text(distinct(1000)));
    assertThat(print.match(text(distinct(length)))).isEqualTo(Fingerprint.Match.PART);
    assertThat(print.match(text("x".repeat(length)))).isEqualTo(Fingerprint.Match.NO);
  }

  @Test
  void looksBehindAHole() throws IOException {
    String hole = "\0".repeat(20_000);
    Fingerprint print = Fingerprint.of(text(hole + distinct(300)));
    assertThat(print.from()).isEqualTo(20_000);
    assertThat(print.length()).isEqualTo(300);
    assertThat(print.match(text(hole + distinct(400)))).isEqualTo(Fingerprint.Match.WHOLE);
    assertThat(print.match(text(hole + "\0" + distinct(400)))).isEqualTo(Fingerprint.Match.NO);
    assertThat(print.match(text(distinct(30_000)))).isEqualTo(Fingerprint.Match.NO);
    assertThat(Fingerprint.of(text(hole)).isBlank()).isTrue();
  }

  @Test
  void comesBackFromText() throws IOException {
    FileState state =
        new FileState(
            "(dev=fe00,ino=77)",
            Fingerprint.of(text("\0\0" + distinct(700))),
            123,
            702,
            1_795_255_200_123L,
            true,
            Path.of("/var/log/a b\nc.log"));
    assertThat(FileState.parse(state.toPosition())).contains(state);
    assertThat(FileState.parse(state.finished().toPosition())).contains(state.finished());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "k 0:0: 5 5 open", "k 0:x: 5 5 open /p", "k 0:0: 5 5 else /p"})
  void isNotMadeOfOtherText(String text) {
    assertThat(FileState.parse(new FilePosition(text, 0))).isEmpty();
  }

  @Test
  void positionsOfAPatternCarryThePath() {
    LogPosition position = new LogPosition(Path.of("/a:9 b"), new FilePosition("12:rest", 7));
    assertThat(LogPosition.parse(position.toPosition())).contains(position);
    assertThat(LogPosition.parse(new FilePosition("no", 7))).isEmpty();
    assertThat(LogPosition.parse(new FilePosition("99:short", 7))).isPresent();
  }
}
