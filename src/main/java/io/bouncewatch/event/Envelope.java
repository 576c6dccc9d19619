package io.bouncewatch.event;

import java.net.IDN;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whose mail it is.
 *
 * @param sender the envelope sender, empty for a notification ({@code <>}), absent if not known
 * @param recipient the address the attempt was made at; absent only where the log never named it
 * @param originalRecipient the address before aliasing, where the log tells and it differs
 */
public record Envelope(
    @Nullable String sender, @Nullable String recipient, @Nullable String originalRecipient) {

  /** The domain used where there is none to be had. */
  public static final String NO_DOMAIN = "unknown";

  private static final int LONGEST_DOMAIN = 253;

  /** The recipient's domain: lower case, A-label (RFC 5890); {@value #NO_DOMAIN} if it has none. */
  public String domain() {
    return recipient == null ? NO_DOMAIN : domainOf(recipient);
  }

  /** The same envelope with a sender. */
  public Envelope withSender(@Nullable String other) {
    return new Envelope(other, recipient, originalRecipient);
  }

  /** Domain of any address, normalised as {@link #domain()} says. */
  public static String domainOf(String address) {
    int at = address.lastIndexOf('@');
    int end = address.length();
    while (end > at + 1 && address.charAt(end - 1) == '.') {
      end--;
    }
    if (at < 0 || at + 1 == end) {
      return NO_DOMAIN;
    }
    String domain = address.substring(at + 1, end);
    if (isAscii(domain)) {
      return domain.length() > LONGEST_DOMAIN ? NO_DOMAIN : domain.toLowerCase(Locale.ROOT);
    }
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notAName) {
      return NO_DOMAIN;
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
