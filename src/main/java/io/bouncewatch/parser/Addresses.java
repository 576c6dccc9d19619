package io.bouncewatch.parser;

import org.jspecify.annotations.Nullable;

/** Compares addresses as people do: without the quotes of RFC 5321 section 4.1.2, in any case. */
final class Addresses {

  private Addresses() {}

  /** The address before aliasing; null if that is the same one in another guise. */
  static @Nullable String original(@Nullable String original, String recipient) {
    return original == null || withoutQuotes(original).equalsIgnoreCase(withoutQuotes(recipient))
        ? null
        : original;
  }

  static String withoutQuotes(String address) {
    if (address.indexOf('"') < 0) {
      return address;
    }
    StringBuilder bare = new StringBuilder(address.length());
    boolean inside = false;
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '"') {
        inside = !inside;
      } else if (c == '\\' && inside && i + 1 < address.length()) {
        bare.append(address.charAt(++i));
      } else {
        bare.append(c);
      }
    }
    return bare.toString();
  }
}
