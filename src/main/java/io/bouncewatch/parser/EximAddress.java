package io.bouncewatch.parser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address at the head of an Exim delivery line, and the one it came from.
 *
 * <p>Exim writes the address without its quotes, so it may hold spaces, colons and whole fields; if
 * it needed quotes, the quoted form follows in angle brackets. A pipe, a file or a local user
 * stands in the address's place, with the address in angle brackets (spec section 52.7).
 *
 * @param recipient the address; null if the line has none
 * @param original the address it was made from, if another
 * @param end index behind all of it
 */
record EximAddress(@Nullable String recipient, @Nullable String original, int end) {

  /** Of an address with its quotes. RFC 5321 allows 256; Exim does not insist. */
  private static final int LONGEST = 512;

  private static final String QUOTED =
      "\"[^\"\\\\]{0,512}+(?:\\\\.[^\"\\\\]{0,512}+){0,256}+\"[^<>\\s]{0,256}";

  /** {@code a@b.test (c@d.test) <e@f.test>}; a space, a colon or the end must follow. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?<address>[^\\s<>@]{1,512}@(?:\\[[^\\]\\s]*\\]|[^\\s<>:]{1,256}))"
              + "(?: \\([^()]{0,512}\\))*+(?: <(?<original>"
              + QUOTED
              + "|[^<>]{0,512})>)?(?=[ :]|$)",
          Pattern.DOTALL);

  /** {@code games <games@lab.test>}, {@code |/bin/sh -c 'exit 67' <x@lab.test>}. */
  private static final Pattern LOCAL =
      Pattern.compile(
          "(?:[|/].{0,1024}?|:[a-z]+:|[^<>@:]{1,512}?)(?: \\([^()]{0,512}\\))*+ <(?<address>"
              + QUOTED
              + "|[^<>]{0,512})>(?= (?:[A-Z][A-Za-z]{0,3}=|routing |defer )|: |$)",
          Pattern.DOTALL);

  /** {@code blackhole (RCPT ACL discarded recipients)}: no address at all. */
  private static final Pattern NOBODY =
      Pattern.compile("[^\\s<>@]{1,512}(?: \\([^()]{0,512}\\))*+(?=[ :]|$)", Pattern.DOTALL);

  private static final Pattern BRACKETED =
      Pattern.compile(" <(?<address>" + QUOTED + ")>(?=[ :]|$)", Pattern.DOTALL);

  /** Reads the head of what follows the flag; null if it is no address. */
  static @Nullable EximAddress read(String rest) {
    EximAddress unquoted = unquoted(rest);
    if (unquoted != null) {
      return unquoted;
    }
    Matcher plain = PLAIN.matcher(rest);
    if (plain.lookingAt()) {
      String address = plain.group("address");
      // The quotes are gone from the first form only, so it is compared as it stands.
      String original = plain.group("original");
      boolean same =
          original == null || Addresses.withoutQuotes(original).equalsIgnoreCase(address);
      return new EximAddress(address, same ? null : original, plain.end());
    }
    Matcher local = LOCAL.matcher(rest);
    if (local.lookingAt()) {
      return new EximAddress(local.group("address"), null, local.end());
    }
    Matcher nobody = NOBODY.matcher(rest);
    return nobody.lookingAt() ? new EximAddress(null, null, nobody.end()) : null;
  }

  /**
   * An address that lost its quotes: what stands before the brackets is what stands in them. A
   * reply could only imitate that by repeating the whole line, which its wording gives away.
   */
  private static @Nullable EximAddress unquoted(String rest) {
    int bracket = rest.indexOf(" <\"");
    if (bracket < 0 || bracket > LONGEST) {
      return null;
    }
    Matcher bracketed = BRACKETED.matcher(rest).region(bracket, rest.length());
    if (!bracketed.lookingAt()) {
      return null;
    }
    String address = bracketed.group("address");
    String bare = Addresses.withoutQuotes(address);
    return bare.equalsIgnoreCase(rest.substring(0, bracket)) && !bare.contains(": SMTP error ")
        ? new EximAddress(address, null, bracketed.end())
        : null;
  }
}
