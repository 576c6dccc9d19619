package io.bouncewatch.http;

import static io.bouncewatch.http.FakeViews.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.http.Overview.Totals;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusPageTest {

  private final StatusPage page = new StatusPage();

  @Test
  void showsTheFigures() {
    String html = page.render(FakeViews.overview("example.org"), List.of(), NOW);

    assertThat(html)
        .contains("0.1.0 · running for 3 d 4 h")
        .contains("<dt>Delivered</dt><dd>1,234,567 <small>&gt; 99.9 %</small></dd>")
        .contains("<bdi>example.org</bdi>")
        .contains("<span>90.0 %</span>")
        .contains("<code>5.1.1</code>", "<bdi>No such mailbox</bdi>")
        .contains("<code>bad_mailbox</code>", "Stop mailing these addresses")
        .contains("/var/log/mail.log", "1 min ago", "2.0 KiB")
        .doesNotContain("Needs attention");
  }

  @Test
  void strangersTextStaysText() {
    String hostile = "<script>alert(1)</script>\"' onload=x&lt;\u0007";
    String html = page.render(FakeViews.overview(hostile), List.of(hostile), NOW);

    assertThat(html)
        .doesNotContain("<script", "alert(1)</", "\u0007")
        .containsOnlyOnce("<ul>")
        .contains(
            "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onload=x&amp;lt;\ufffd</bdi>");
  }

  @Test
  void anEmptyStoreIsSaidInWords() {
    Overview empty =
        new Overview("0.1.0", NOW, Totals.NONE, List.of(), List.of(), List.of(), List.of());

    assertThat(page.render(empty, List.of(), NOW))
        .contains("running for 0 s")
        .contains("No mail has been sent yet.", "No log is being followed.")
        .doesNotContain("<table", "NaN");
  }

  @Test
  void thePolicyLetsThePagesOwnStyleIn() throws Exception {
    String html = page.render(FakeViews.overview("example.org"), List.of(), NOW);
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

    assertThat(page.contentSecurityPolicy())
        .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';");
    assertThat(html).doesNotContain(" style=", "src=", "url(", "https:", "<script");
  }
}
