package io.bouncewatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:9587", "[::1]:9587", "localhost:0", "[fe80::1%eth0]:80"})
  void readsWhatItWrites(String text) {
    assertThat(Listen.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "9587", ":9587", "localhost", "::1:9587", "[::1]", "a:b", "a:1:2", "a:-1"})
  void namesWhatIsNoHostAndPort(String text) {
    assertThatThrownBy(() -> Listen.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is not HOST:PORT: write 127.0.0.1:9587");
  }

  @Test
  void refusesWhatCanBeNoPortOrHost() {
    assertThatThrownBy(() -> Listen.parse("localhost:70000"))
        .hasMessage("a port is 0 to 65535, not 70000");
    assertThatThrownBy(() -> Listen.parse("a b:80"))
        .hasMessage("'a b' is no host to listen on: give a name or an address");
  }

  @Test
  void keepsTheTokenToItself() {
    assertThat(Listen.DEFAULT.withToken("s3cret")).hasToString("127.0.0.1:9587");
    assertThatThrownBy(() -> Listen.DEFAULT.withToken("two words"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("two words");
    assertThatThrownBy(() -> Listen.DEFAULT.withToken(""))
        .hasMessageContaining("must not be empty");
  }
}
