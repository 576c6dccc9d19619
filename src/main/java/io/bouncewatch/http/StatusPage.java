package io.bouncewatch.http;

import io.bouncewatch.http.Overview.Totals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** The page at {@code /}: whole in itself, without scripts, made anew for each visit. */
final class StatusPage {

  private static final String ICON =
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
          + "%3Crect width='16' height='16' rx='4' fill='%230f766e'/%3E"
          + "%3Cpath d='M3 5l5 4 5-4v6H3z' fill='none' stroke='white' stroke-width='1.4'/%3E"
          + "%3C/svg%3E";

  private final String style;
  private final String contentSecurityPolicy;

  StatusPage() {
    style = readStyle();
    contentSecurityPolicy =
        "default-src 'none'; style-src 'sha256-"
            + sha256(style)
            + "'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  /** Lets the browser load nothing but this page's own style and icon. */
  String contentSecurityPolicy() {
    return contentSecurityPolicy;
  }

  String render(Overview overview, List<String> troubles, Instant now) {
    Html html = new Html();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<meta http-equiv=\"refresh\" content=\"30\">\n<title>Bouncewatch</title>\n");
    html.raw("<link rel=\"icon\" href=\"" + ICON + "\">\n");
    html.raw("<style>" + style + "</style>\n</head>\n<body>\n");
    header(html, overview, now);
    html.raw("<main>\n");
    troubles(html, troubles);
    totals(html, overview.totals());
    Tables.domains(html, overview.domains());
    Tables.reasons(html, overview.reasons());
    Tables.codes(html, overview.codes());
    Tables.sources(html, overview.sources(), now);
    html.raw("</main>\n<footer><p>Figures are attempts counted since the store was made. ");
    html.raw("The page renews itself every 30 seconds.</p></footer>\n</body>\n</html>\n");
    return html.toString();
  }

  private static void header(Html html, Overview overview, Instant now) {
    html.raw("<header>\n<h1>Bouncewatch</h1>\n<p>").text(overview.version()).raw(" · running for ");
    html.text(Words.span(Duration.between(overview.started(), now)));
    html.raw(" · as of ");
    Words.time(html, now, Words.clock(now));
    html.raw("</p>\n<nav aria-label=\"Other pages\"><a href=\"metrics\">Metrics</a> ");
    html.raw("<a href=\"readyz\">Readiness</a> <a href=\"healthz\">Health</a></nav>\n</header>\n");
  }

  private static void troubles(Html html, List<String> troubles) {
    if (troubles.isEmpty()) {
      return;
    }
    html.raw("<section class=\"troubles\" aria-labelledby=\"troubles\">\n");
    html.raw("<h2 id=\"troubles\">Needs attention</h2>\n<ul>\n");
    for (String trouble : troubles) {
      html.raw("<li>").isolated(trouble).raw("</li>\n");
    }
    html.raw("</ul>\n</section>\n");
  }

  private static void totals(Html html, Totals totals) {
    html.raw("<section aria-labelledby=\"totals\">\n<h2 id=\"totals\">Mail sent</h2>\n<dl>\n");
    long tried = totals.delivered() + totals.soft() + totals.hard();
    total(html, "ok", "Delivered", totals.delivered(), Words.share(totals.delivered(), tried));
    total(html, "soft", "Soft bounces", totals.soft(), Words.share(totals.soft(), tried));
    total(html, "hard", "Hard bounces", totals.hard(), Words.share(totals.hard(), tried));
    total(html, "", "Waiting now", totals.waiting(), "to be tried again");
    total(html, "", "Suspended", totals.suspended(), "put off without a try");
    total(html, "", "Rejections", totals.rejections(), "mail refused here");
    html.raw("</dl>\n");
    Tables.bar(html, totals.delivered(), totals.soft(), totals.hard());
    html.raw("</section>\n");
  }

  private static void total(Html html, String kind, String name, long count, String note) {
    html.raw("<div class=\"total " + kind + "\"><dt>" + name + "</dt><dd>").number(count);
    html.raw(" <small>" + note + "</small></dd></div>\n");
  }

  private static String readStyle() {
    try (InputStream in =
        Objects.requireNonNull(StatusPage.class.getResourceAsStream("status.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
