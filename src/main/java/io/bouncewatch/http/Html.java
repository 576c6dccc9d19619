package io.bouncewatch.http;

import java.util.Locale;

/** A page under construction. {@link #raw} is for our own words only, all else is escaped. */
final class Html {

  private final StringBuilder out = new StringBuilder(16 * 1024);

  /** Markup as it stands; must never hold anything that came out of a log. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Anybody's text, fit for an element and for a quoted attribute. */
  Html text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(Character.isISOControl(c) ? '\ufffd' : c);
      }
    }
    return this;
  }

  /** Text that can't turn the direction of what follows it. */
  Html isolated(String text) {
    return raw("<bdi>").text(text).raw("</bdi>");
  }

  /** A count with its thousands set apart: {@code 12,345}. */
  Html number(long number) {
    return raw(String.format(Locale.ROOT, "%,d", number));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
