package io.bouncewatch.http;

import static io.bouncewatch.http.Browser.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebServerStartTest {

  private static final String TOKEN = "s3cret-of-the-day";

  private final FakeViews fake = new FakeViews();

  @Test
  void portInUseIsSaidInOneSentence() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Listen listen = new Listen("127.0.0.1", other.getLocalPort(), null);

      assertThatThrownBy(() -> WebServer.start(listen, fake.views()))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "Cannot listen on 127.0.0.1:%1$d: another program, perhaps another Bouncewatch,"
                  + " already uses port %1$d (see who with: ss -ltnp 'sport = :%1$d'); stop it, or"
                  + " choose another port with --listen HOST:PORT.",
              other.getLocalPort());
    }
  }

  @Test
  void addressOfAnotherMachineIsSaid() {
    Listen listen = Listen.parse("192.0.2.1:0").withToken(TOKEN);

    assertThatThrownBy(() -> WebServer.start(listen, fake.views()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("192.0.2.1 is not an address of this machine")
        .hasMessageContaining("--listen");
  }

  @Test
  void nameWithoutAddressIsSaid() {
    assertThatThrownBy(() -> WebServer.start(Listen.parse("nowhere.invalid:0"), fake.views()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the name nowhere.invalid has no address")
        .hasMessageContaining("--listen");
  }

  @Test
  void openAddressWithoutTokenIsRefused() {
    assertThatThrownBy(() -> WebServer.start(Listen.parse("0.0.0.0:9587"), fake.views()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Refusing to listen on 0.0.0.0:9587 without a token, since other machines can reach"
                + " it: configure a token, or listen on 127.0.0.1:9587.");
  }

  @Test
  void openAddressAsksForTheToken() throws IOException {
    fake.troubles = List.of("A path nobody else should read.");
    try (WebServer server =
        WebServer.start(Listen.parse("0.0.0.0:0").withToken(TOKEN), fake.views())) {
      Browser browser = new Browser(server);
      for (String path : List.of("/", "/metrics", "/nothing")) {
        HttpResponse<byte[]> refused = browser.get(path, "Authorization", "Bearer wrong");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("WWW-Authenticate"))
            .containsExactly(
                "Bearer realm=\"Bouncewatch\"", "Basic realm=\"Bouncewatch\", charset=\"UTF-8\"");
      }
      assertThat(browser.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(text(browser.get("/healthz"))).isEqualTo("ok\n");
      assertThat(text(browser.get("/readyz"))).isEqualTo("{\"ready\":false}\n");

      String basic =
          Base64.getEncoder().encodeToString(("me:" + TOKEN).getBytes(StandardCharsets.UTF_8));
      assertThat(browser.get("/metrics", "Authorization", "Bearer " + TOKEN).statusCode())
          .isEqualTo(200);
      assertThat(browser.get("/", "Authorization", "Basic " + basic).statusCode()).isEqualTo(200);
      assertThat(text(browser.get("/readyz", "Authorization", "Bearer " + TOKEN)))
          .contains("nobody else");
    }
  }

  @Test
  void stopsWithinASecondThoughClientsHangOn() throws IOException {
    WebServer server = WebServer.start(Listen.parse("localhost:0"), fake.views());
    new Browser(server).get("/metrics"); // leaves a connection open

    long began = System.nanoTime();
    server.close();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    WebServer.start(new Listen("localhost", server.port(), null), fake.views()).close();
  }

  @Test
  void stopsWithinASecondThoughAnAnswerIsNotRead() throws IOException {
    fake.metrics = "mail_bounces_total 1\n".repeat(2_000_000);
    WebServer server = WebServer.start(Listen.parse("127.0.0.1:0"), fake.views());
    try (Socket slow = new Socket("127.0.0.1", server.port())) {
      slow.getOutputStream()
          .write(
              "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(slow.getInputStream().read()).isEqualTo('H');

      long began = System.nanoTime();
      server.close();

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1500));
    }
  }

  @Test
  void listensOnIpv6() throws IOException {
    try (WebServer server = WebServer.start(Listen.parse("[::1]:0"), fake.views())) {
      assertThat(server.uri().toString())
          .isEqualTo("http://[0:0:0:0:0:0:0:1]:" + server.port() + "/");
    }
  }
}
