package io.bouncewatch.http;

import io.bouncewatch.http.Overview.CodeRow;
import io.bouncewatch.http.Overview.DomainRow;
import io.bouncewatch.http.Overview.ReasonRow;
import io.bouncewatch.http.Overview.SourceRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The tables of the status page. */
final class Tables {

  private Tables() {}

  static void domains(Html html, List<DomainRow> rows) {
    if (open(html, "domains", "Domains", "No mail has been sent yet.", rows)) {
      head(html, "Domain", "Provider", "#Delivered", "#Soft", "#Hard", "#Delivered, share");
      for (DomainRow row : rows) {
        long tried = row.delivered() + row.soft() + row.hard();
        html.raw("<tr><th scope=\"row\">").isolated(row.domain()).raw("</th><td>");
        html.isolated(row.provider()).raw("</td>");
        count(html, "", row.delivered());
        count(html, "soft", row.soft());
        count(html, "hard", row.hard());
        html.raw("<td class=\"n share\">");
        bar(html, row.delivered(), row.soft(), row.hard());
        html.raw("<span>" + Words.share(row.delivered(), tried) + "</span></td></tr>\n");
      }
      close(html);
    }
  }

  static void reasons(Html html, List<ReasonRow> rows) {
    if (open(html, "reasons", "Why mail came back", "Nothing has come back yet.", rows)) {
      head(html, "Reason", "What to do", "#Attempts");
      for (ReasonRow row : rows) {
        html.raw("<tr><th scope=\"row\"><code>" + row.reason().label() + "</code></th><td>");
        html.raw(Words.todo(row.action()) + "</td>");
        count(html, "", row.count());
        html.raw("</tr>\n");
      }
      close(html);
    }
  }

  static void codes(Html html, List<CodeRow> rows) {
    if (open(html, "codes", "Codes", "No bounce has been counted yet.", rows)) {
      head(html, "Code", "Type", "Meaning", "#Attempts");
      for (CodeRow row : rows) {
        String type = row.type().label();
        html.raw("<tr><th scope=\"row\"><code>" + row.code() + "</code></th>");
        html.raw("<td><span class=\"tag " + type + "\">" + type + "</span></td><td>");
        html.isolated(row.meaning() == null ? "" : row.meaning()).raw("</td>");
        count(html, "", row.count());
        html.raw("</tr>\n");
      }
      close(html);
    }
  }

  static void sources(Html html, List<SourceRow> rows, Instant now) {
    if (open(html, "sources", "Logs", "No log is being followed.", rows)) {
      head(html, "Log", "Last line", "#Behind", "#Parsed", "#Ignored", "#Unrecognised");
      for (SourceRow row : rows) {
        html.raw("<tr><th scope=\"row\">").isolated(row.name());
        if (!row.path().equals(row.name())) {
          html.raw("<br><small>").isolated(row.path()).raw("</small>");
        }
        html.raw("</th><td>");
        Instant last = row.lastLine();
        if (last == null) {
          html.raw("none yet");
        } else {
          Words.time(html, last, Words.ago(last, now));
        }
        html.raw("</td><td class=\"n\">" + Words.size(row.lagBytes()) + "</td>");
        count(html, "", row.lines().parsed());
        count(html, "", row.lines().ignored());
        count(html, "hard", row.lines().unrecognised());
        html.raw("</tr>\n");
      }
      close(html);
    }
  }

  /**
   * Three parts of one whole, as a picture; the numbers stand beside it for those who can't see.
   */
  static void bar(Html html, long delivered, long soft, long hard) {
    double whole = delivered + soft + hard;
    html.raw("<svg class=\"bar\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\"");
    html.raw(" aria-hidden=\"true\">");
    if (whole > 0) {
      part(html, "ok", 0, 100 * delivered / whole);
      part(html, "soft", 100 * delivered / whole, 100 * soft / whole);
      part(html, "hard", 100 * (delivered + soft) / whole, 100 * hard / whole);
    }
    html.raw("</svg>");
  }

  private static void part(Html html, String kind, double from, double width) {
    if (width > 0) {
      // Attributes, since the page's policy forbids style attributes.
      html.raw(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"1\"/>",
              kind,
              from,
              width));
    }
  }

  /** Opens a section with a table in it; false if there is nothing to put there. */
  private static boolean open(Html html, String id, String title, String none, List<?> rows) {
    html.raw(
        "<section class=\""
            + id
            + "\" aria-labelledby=\""
            + id
            + "\">\n<h2 id=\""
            + id
            + "\">"
            + title);
    html.raw("</h2>\n");
    if (rows.isEmpty()) {
      html.raw("<p class=\"none\">" + none + "</p>\n</section>\n");
      return false;
    }
    // The box scrolls sideways on a narrow screen, so the keyboard must be able to reach it.
    html.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" + id);
    html.raw("\">\n<table aria-labelledby=\"" + id + "\">\n");
    return true;
  }

  private static void close(Html html) {
    html.raw("</tbody>\n</table>\n</div>\n</section>\n");
  }

  /** A {@code #} before a name says that the column holds numbers. */
  private static void head(Html html, String... names) {
    html.raw("<thead><tr>");
    for (String name : names) {
      boolean number = name.startsWith("#");
      html.raw(number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
      html.raw(number ? name.substring(1) : name).raw("</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
  }

  private static void count(Html html, String kind, long count) {
    html.raw(count == 0 ? "<td class=\"n zero\">" : "<td class=\"n " + kind + "\">");
    html.number(count).raw("</td>");
  }
}
