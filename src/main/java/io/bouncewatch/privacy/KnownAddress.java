package io.bouncewatch.privacy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address whose local part must not stand in a text, not even by itself.
 *
 * @param domain as it was logged; empty if it has none
 * @param forms how the local part may be written, in lower case, the longest first
 */
record KnownAddress(String local, String domain, List<String> forms) {

  /** What is before a plus sign is a mailbox's name too; a shorter one is hardly a name. */
  private static final int SHORTEST_BASE = 4;

  static KnownAddress of(String address) {
    int at = address.lastIndexOf('@');
    String local = at < 0 ? address : address.substring(0, at);
    return new KnownAddress(local, at < 0 ? "" : address.substring(at + 1), forms(local));
  }

  /** Those of a message that are known, each once. */
  static List<KnownAddress> all(@Nullable String... addresses) {
    List<KnownAddress> known = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String address : addresses) {
      if (address != null && !address.isEmpty() && seen.add(address)) {
        known.add(of(address));
      }
    }
    return known;
  }

  private static List<String> forms(String local) {
    String bare = lowerCase(Pseudonyms.unquoted(local));
    Set<String> forms = new LinkedHashSet<>();
    forms.add(lowerCase(local));
    forms.add(bare);
    if (!isPlain(bare)) {
      String url = lowerCase(URLEncoder.encode(bare, StandardCharsets.UTF_8));
      forms.add(url);
      forms.add(url.replace("+", "%20"));
      forms.add(bare.replace("&", "&amp;").replace("'", "&#39;"));
      forms.add(bare.replace("\"", "\\\""));
    }
    int plus = bare.indexOf('+');
    if (plus >= SHORTEST_BASE) {
      forms.add(bare.substring(0, plus));
    }
    forms.remove("");
    List<String> longestFirst = new ArrayList<>(forms);
    longestFirst.sort((a, b) -> b.length() - a.length());
    return longestFirst;
  }

  /** Looks the same wherever it is written. */
  private static boolean isPlain(String local) {
    for (int i = 0; i < local.length(); i++) {
      char c = local.charAt(i);
      if (c >= 0x80 || (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_')) {
        return false;
      }
    }
    return true;
  }

  /** Unlike String's, keeps every character in its place. */
  static String lowerCase(String text) {
    char[] characters = text.toCharArray();
    for (int i = 0; i < characters.length; i++) {
      characters[i] = Character.toLowerCase(characters[i]);
    }
    return new String(characters);
  }
}
