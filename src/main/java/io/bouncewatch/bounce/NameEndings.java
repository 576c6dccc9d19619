package io.bouncewatch.bounce;

import java.util.Locale;
import java.util.Set;

/**
 * Tells a host name's last label from a word after a full stop without a space ({@code
 * rejected.please}). Two letters are a country's (ISO 3166); the longer ones are those that mail
 * hosts do have, RFC 2606's reserved ones among them, and those of files.
 */
final class NameEndings {

  private static final Set<String> LONGER =
      Set.of(
          "app",
          "arpa",
          "bat",
          "biz",
          "cloud",
          "com",
          "company",
          "dev",
          "doc",
          "docm",
          "docx",
          "edu",
          "email",
          "eus",
          "example",
          "exe",
          "gov",
          "htm",
          "html",
          "info",
          "int",
          "internal",
          "invalid",
          "jar",
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
          "pdf",
          "php",
          "pro",
          "rar",
          "scr",
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
          "txt",
          "vbs",
          "website",
          "xls",
          "xlsm",
          "xlsx",
          "xyz",
          "zip");

  /** Those that no sentence's first word is like, whatever its case. */
  private static final Set<String> COMMON =
      Set.of("com", "net", "org", "edu", "gov", "biz", "info", "example", "test", "invalid");

  private NameEndings() {}

  static boolean isOne(String label) {
    if (label.length() == 2) {
      return isLetter(label.charAt(0)) && isLetter(label.charAt(1));
    }
    return LONGER.contains(label) || label.startsWith("xn--");
  }

  /** The same of a name that has capitals, as the first word of a sentence has. */
  static boolean isCommon(String label) {
    return COMMON.contains(label.toLowerCase(Locale.ROOT));
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
