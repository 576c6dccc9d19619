package io.bouncewatch.bounce;

import java.util.Set;

/**
 * Tells a host name's last label from a word after a full stop without a space ({@code
 * rejected.please}). Two letters are a country's (ISO 3166); the longer ones are those that mail
 * hosts do have, RFC 2606's reserved ones among them.
 */
final class NameEndings {

  private static final Set<String> LONGER =
      Set.of(
          "app",
          "arpa",
          "biz",
          "cloud",
          "com",
          "company",
          "dev",
          "edu",
          "email",
          "eus",
          "example",
          "gov",
          "info",
          "int",
          "internal",
          "invalid",
          "lab",
          "lan",
          "local",
          "localdomain",
          "localhost",
          "mail",
          "mil",
          "mobi",
          "name",
          "net",
          "network",
          "online",
          "org",
          "pro",
          "services",
          "shop",
          "site",
          "solutions",
          "store",
          "systems",
          "tech",
          "technology",
          "test",
          "top",
          "website",
          "xyz");

  private NameEndings() {}

  static boolean isOne(String label) {
    if (label.length() == 2) {
      return isLetter(label.charAt(0)) && isLetter(label.charAt(1));
    }
    return LONGER.contains(label) || label.startsWith("xn--");
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
