package io.bouncewatch.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  @TempDir Path directory;

  @Test
  void isMadeOnceAndForItsOwnerAlone() throws IOException {
    byte[] key = KeyFile.readOrMake(file());
    assertThat(key).hasSize(32);
    assertThat(KeyFile.readOrMake(file())).isEqualTo(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryNotContaining("glob:**.new");
    assertThat(KeyFile.readOrMake(directory.resolve("other"))).isNotEqualTo(key);
  }

  @Test
  void isRefusedIfOthersMayReadIt() throws IOException {
    KeyFile.readOrMake(file());
    for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> KeyFile.readOrMake(file()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Others than its owner may use the key " + file() + " (" + mode)
          .hasMessageContaining("chmod 600 " + file());
    }
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
    assertThat(KeyFile.readOrMake(file())).hasSize(32);
  }

  @Test
  void isRefusedIfItIsNone() throws IOException {
    KeyFile.readOrMake(file());
    for (String text : new String[] {"", "secret", "abcd", "g".repeat(64), "0".repeat(66)}) {
      Files.writeString(file(), text);
      assertThatThrownBy(() -> KeyFile.readOrMake(file()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file() + " holds no key");
    }
    assertThatThrownBy(() -> KeyFile.read(directory.resolve("none")))
        .hasMessageStartingWith("There is no key");
    assertThatThrownBy(() -> KeyFile.readOrMake(directory.resolve("no/where")))
        .hasMessageContaining("can't be made");
  }

  /** Made with Python's hmac and base64: whoever has the key can find an address again. */
  @Test
  void hashesAreThoseThatAnybodyWithTheKeyCanMake() {
    byte[] key = HexFormat.of().parseHex("00".repeat(31) + "2a");
    Pseudonyms pseudonyms = new Pseudonyms(key);
    assertThat(pseudonyms.of("Anna.Smith", "B.test")).isEqualTo("h_kognkxjald4e7fmugukv");
    assertThat(pseudonyms.of("\"anna.smith\"", "b.test.")).isEqualTo("h_kognkxjald4e7fmugukv");
    assertThat(pseudonyms.of("jörg", "bücher.test")).isEqualTo("h_hfis35bco37qomtfo4hh");
    assertThat(pseudonyms.of("jörg", "xn--bcher-kva.test")).isEqualTo("h_hfis35bco37qomtfo4hh");
    assertThat(pseudonyms.of("anna.smith", "c.test")).isNotEqualTo("h_kognkxjald4e7fmugukv");
    assertThat(Pseudonyms.isOne("h_kognkxjald4e7fmugukv")).isTrue();
    assertThat(Pseudonyms.isOne("h_anna")).isFalse();
  }

  private Path file() {
    return directory.resolve(KeyFile.NAME);
  }
}
