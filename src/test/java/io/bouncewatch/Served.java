package io.bouncewatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an agent over HTTP, as Prometheus does. */
final class Served {

  /** How long anything may take on a busy machine. */
  static final Duration SOON = Duration.ofSeconds(30);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Served() {}

  static HttpResponse<String> get(Agent agent, String path)
      throws IOException, InterruptedException {
    URI uri = agent.uri().resolve(path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The sum of all series of a metric. */
  static double value(Agent agent, String metric) throws IOException, InterruptedException {
    Matcher lines =
        Pattern.compile("^" + metric + "(?:\\{.*\\})? (\\S+)$", Pattern.MULTILINE)
            .matcher(get(agent, "/metrics").body());
    double sum = 0;
    while (lines.find()) {
      sum += Double.parseDouble(lines.group(1));
    }
    return sum;
  }

  static void awaitBounces(Agent agent, int count) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(value(agent, "mail_bounces_total")).isEqualTo(count));
  }
}
