package io.bouncewatch.http;

import static io.bouncewatch.http.Browser.header;
import static io.bouncewatch.http.Browser.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {

  private final FakeViews fake = new FakeViews();
  private WebServer server;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    server = WebServer.start(Listen.parse("127.0.0.1:0"), fake.views());
    browser = new Browser(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void metricsComeInTheFormatThatIsAskedFor() throws IOException {
    HttpResponse<byte[]> plain = browser.get("/metrics");
    HttpResponse<byte[]> open =
        browser.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0");

    assertThat(header(plain, "Content-Type")).isEqualTo(FakeViews.PLAIN);
    assertThat(text(plain)).isEqualTo("mail_deliveries_total 12\n");
    assertThat(header(open, "Content-Type")).isEqualTo(FakeViews.OPEN_METRICS);
    assertThat(text(open)).isEqualTo("mail_deliveries_total 12\n# EOF\n");
    assertThat(header(open, "Vary")).isEqualTo("Accept, Accept-Encoding");
  }

  @Test
  void metricsAreCompressedOnRequest() throws IOException {
    fake.metrics = "mail_bounces_total{code=\"5.1.1\"} 1\n".repeat(20_000);

    HttpResponse<byte[]> response = browser.get("/metrics", "Accept-Encoding", "br, gzip;q=0.8");

    assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
    assertThat(response.body().length).isLessThan(fake.metrics.length() / 10);
    byte[] page = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
    assertThat(new String(page, StandardCharsets.UTF_8)).isEqualTo(fake.metrics);
  }

  @Test
  void failureBeforeTheFirstByteIsSaid() throws IOException {
    fake.failure = new IOException("disk on fire");

    HttpResponse<byte[]> response = browser.get("/metrics", "Accept-Encoding", "gzip");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(header(response, "Content-Encoding")).isEmpty();
    assertThat(text(response)).contains("could not be made").doesNotContain("disk on fire");
  }

  @Test
  void failureHalfWayIsNeverTakenForTheEnd() {
    fake.metrics = "mail_bounces_total 1\n".repeat(20_000);
    fake.failure = new IOException("disk on fire");

    assertThatThrownBy(() -> browser.get("/metrics")).isInstanceOf(IOException.class);
  }

  @Test
  void readinessTellsTheTroubles() throws IOException {
    assertThat(text(browser.get("/readyz"))).isEqualTo("{\"ready\":true,\"troubles\":[]}\n");

    fake.troubles = List.of("The log \"a\\b\" is gone.", "Zażółć\n");
    HttpResponse<byte[]> response = browser.get("/readyz");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    assertThat(text(response))
        .isEqualTo(
            "{\"ready\":false,\"troubles\":[\"The log \\\"a\\\\b\\\" is gone.\","
                + "\"Za\\u017c\\u00f3\\u0142\\u0107\\u000a\"]}\n");
  }

  @Test
  void healthStaysGoodInTrouble() throws IOException {
    fake.troubles = List.of("All is lost.");

    HttpResponse<byte[]> response = browser.get("/healthz");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response)).isEqualTo("ok\n");
  }

  @Test
  void everyAnswerIsGuardedAgainstTheBrowser() throws IOException {
    for (String path : List.of("/", "/metrics", "/healthz", "/readyz", "/nothing")) {
      HttpResponse<byte[]> response = browser.get(path);
      assertThat(header(response, "Content-Security-Policy")).startsWith("default-src 'none';");
      assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
      assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
      assertThat(header(response, "Server")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/metrics/more", "/favicon.ico", "/Metrics", "//"})
  void otherPathsAreNotFound(String path) throws IOException {
    HttpResponse<byte[]> response = browser.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(text(response)).isEqualTo("There is nothing here; see / and /metrics.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"})
  void otherMethodsAreNotAllowed(String method) throws IOException {
    for (String path : List.of("/", "/metrics", "/healthz", "/nothing")) {
      HttpResponse<byte[]> response = browser.send(method, path);
      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics", "/healthz", "/readyz", "/nothing"})
  void headGivesTheHeadersOfGet(String path) throws IOException {
    HttpResponse<byte[]> get = browser.get(path);
    HttpResponse<byte[]> head = browser.send("HEAD", path);

    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Type")).isEqualTo(header(get, "Content-Type"));
    assertThat(header(head, "Content-Length")).isIn("", header(get, "Content-Length"));
  }

  @Test
  void malformedRequestIsAnsweredInOneSentence() {
    assertThat(browser.raw("GET /../x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .endsWith("\r\n\r\nThe request is not understood.\n");
  }

  @Test
  void foreignHostIsTurnedAway() {
    String answer =
        browser.raw("GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("mail_deliveries_total");
    assertThat(browser.raw("GET /metrics HTTP/1.0\r\n\r\n")).contains("mail_deliveries_total 12");
  }
}
