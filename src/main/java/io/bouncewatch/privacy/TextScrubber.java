package io.bouncewatch.privacy;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes local parts out of one reply: of every address in it, whoever's, and those of the message's
 * own addresses wherever they stand: alone, in links, in VERP and SRS forms. Domains stay.
 *
 * <p>One pass; what a reply can cost is bounded by its length times that of a local part. Used
 * once, by one thread.
 */
final class TextScrubber {

  /** How far before an at sign a bracket or quote is looked for. */
  private static final int LONGEST_LOCAL = 320;

  private static final String ENCODED_AT = "%40";

  private final String text;
  private final String lower;
  private final List<KnownAddress> known;
  private final BiFunction<String, String, String> substitute;
  private final StringBuilder out;

  /** What is before it has been written. */
  private int done;

  /**
   * @param substitute what to write for a local part and its domain
   */
  private TextScrubber(
      String text, List<KnownAddress> known, BiFunction<String, String, String> substitute) {
    this.text = text;
    this.lower = KnownAddress.lowerCase(text);
    this.known = known;
    this.substitute = substitute;
    this.out = new StringBuilder(text.length() + 32);
  }

  static String scrub(
      String text, List<KnownAddress> known, BiFunction<String, String, String> substitute) {
    return text.isEmpty() ? text : new TextScrubber(text, known, substitute).scrub();
  }

  private String scrub() {
    for (int i = 0; i < text.length(); i++) {
      int quoted = text.charAt(i) == '"' ? quotedEnd(i) : -1;
      int sign = quoted > 0 ? quoted : i;
      int length = signAt(sign);
      if (length > 0) {
        address(quoted > 0 ? i : localStart(sign), sign, length);
        i = Math.max(sign + length, done) - 1;
      }
    }
    words(text.length());
    return out.toString();
  }

  /** Index behind a quoted local part that begins here; -1 if none does. */
  private int quotedEnd(int open) {
    int limit = Math.min(text.length(), open + LONGEST_LOCAL);
    for (int i = open + 1; i < limit; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return signAt(i + 1) > 0 && text.charAt(i + 1) == '@' ? i + 1 : -1;
      }
    }
    return -1;
  }

  /**
   * Length of what parts a local part from a domain here: {@code @}, {@code %40}, VERP's equals.
   */
  private int signAt(int i) {
    if (i >= text.length()) {
      return 0;
    }
    char c = text.charAt(i);
    if (c == '@') {
      return 1;
    }
    if (c == '%' && text.startsWith(ENCODED_AT, i)) {
      return ENCODED_AT.length();
    }
    return (c == '=' || c == '%') && isKnownDomainAt(i + 1) ? 1 : 0;
  }

  private boolean isKnownDomainAt(int at) {
    for (KnownAddress address : known) {
      String domain = address.domain();
      if (!domain.isEmpty()
          && text.regionMatches(true, at, domain, 0, domain.length())
          && !isDomainPart(at + domain.length())) {
        return true;
      }
    }
    return false;
  }

  private void address(int start, int firstSign, int length) {
    int sign = firstSign;
    int from = sign + length;
    int domainEnd = domainEnd(from);
    // A local part that has an at sign, and lost its quotes.
    while (signAt(sign) == 1 && domainEnd < text.length() && text.charAt(domainEnd) == '@') {
      sign = domainEnd;
      from = sign + 1;
      domainEnd = domainEnd(from);
    }
    KnownAddress own = knownBefore(sign);
    int begin = own == null ? start : sign - formBefore(own, sign).length();
    if (begin >= sign || (own == null && isLabel(begin, sign))) {
      return;
    }
    words(begin);
    String local = own == null ? text.substring(begin, sign) : own.local();
    String domain = withoutStop(text.substring(from, domainEnd));
    out.append(substitute.apply(local, domain));
    out.append(text, sign, from);
    done = from;
    if (isKnownDomainAt(from) || !isKnownLocalAt(from, domain.length())) {
      out.append(text, from, domainEnd);
      done = domainEnd;
    }
  }

  /** A local part may stand where a domain should, which shows when a reply is cut or made up. */
  private boolean isKnownLocalAt(int from, int shortest) {
    for (KnownAddress address : known) {
      for (String form : address.forms()) {
        if (form.length() >= shortest && lower.startsWith(form, from)) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code name=b.test} is how servers write, not somebody's address. */
  private boolean isLabel(int start, int sign) {
    return text.charAt(sign) == '=' && OrdinaryWords.has(lower.substring(start, sign));
  }

  private @Nullable KnownAddress knownBefore(int sign) {
    for (KnownAddress address : known) {
      if (!formBefore(address, sign).isEmpty()) {
        return address;
      }
    }
    return null;
  }

  /** The form of the local part that ends here; empty if none does. */
  private String formBefore(KnownAddress address, int sign) {
    for (String form : address.forms()) {
      int start = sign - form.length();
      if (start >= done && lower.startsWith(form, start) && mayBegin(start)) {
        return form;
      }
    }
    return "";
  }

  /** {@code anna} is not in {@code joanna@b.test} or {@code jo-anna@b.test}, but in a link. */
  private boolean mayBegin(int start) {
    return start == 0
        || !isLocalPart(text.charAt(start - 1))
        || "=/?&'`|".indexOf(text.charAt(start - 1)) >= 0;
  }

  /** A local part with spaces is bounded by angle brackets, another one by itself. */
  private int localStart(int sign) {
    int earliest = Math.max(done, sign - LONGEST_LOCAL);
    for (int i = sign - 1; i >= earliest && text.charAt(i) != '>'; i--) {
      if (text.charAt(i) == '<') {
        return i + 1;
      }
    }
    int start = sign;
    while (start > done && isLocalPart(text.charAt(start - 1))) {
      start--;
    }
    if (start > done && text.charAt(start - 1) == '\\' && text.startsWith("n", start)) {
      start++; // Exim's literal \n
    }
    return start + inLink(text.substring(start, sign));
  }

  /** Where an address may begin in a link: with its query, or its last part. */
  private static int inLink(String run) {
    int scheme = run.indexOf("//");
    int query = scheme < 0 ? -1 : run.indexOf('?', scheme);
    return scheme < 0 ? 0 : (query < 0 ? run.lastIndexOf('/') : query) + 1;
  }

  private int domainEnd(int from) {
    if (from < text.length() && text.charAt(from) == '[') {
      int close = text.indexOf(']', from);
      return close > 0 && close - from < 64 ? close + 1 : from;
    }
    int end = from;
    while (isDomainPart(end)) {
      end++;
    }
    return end;
  }

  private static String withoutStop(String domain) {
    int end = domain.length();
    while (end > 0 && (domain.charAt(end - 1) == '.' || domain.charAt(end - 1) == '-')) {
      end--;
    }
    return domain.substring(0, end);
  }

  /** Writes the text up to an index, without the local parts that stand in it by themselves. */
  private void words(int end) {
    int copied = done;
    int at = done;
    while (at < end) {
      int after = isWordPart(at - 1) ? at : word(copied, at, end);
      if (after > at) {
        copied = after;
      }
      at = Math.max(at + 1, after);
    }
    out.append(text, copied, end);
    done = end;
  }

  /** Writes the substitute of a local part that stands here; answers the index behind it. */
  private int word(int copied, int at, int end) {
    for (KnownAddress address : known) {
      int length = formAt(address, at, end);
      if (length > 0) {
        out.append(text, copied, at);
        out.append(substitute.apply(address.local(), address.domain()));
        return at + length;
      }
    }
    return at;
  }

  private int formAt(KnownAddress address, int at, int end) {
    for (String form : address.forms()) {
      int after = at + form.length();
      if (after <= end
          && lower.startsWith(form, at)
          && !isWordPart(after)
          && (!OrdinaryWords.has(form) || isPointedOut(at, after))) {
        return form.length();
      }
    }
    return 0;
  }

  /** {@code <user>} and {@code 'user'} are somebody, {@code user unknown} is anybody. */
  private boolean isPointedOut(int start, int end) {
    return start > 0
        && end < text.length()
        && "<'\"`=".indexOf(text.charAt(start - 1)) >= 0
        && ">'\"`=%".indexOf(text.charAt(end)) >= 0;
  }

  private boolean isWordPart(int at) {
    return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }

  private boolean isDomainPart(int at) {
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
  }

  /** Of an address without quotes (RFC 5321 section 4.1.2, RFC 6531). */
  private static boolean isLocalPart(char c) {
    return c > ' ' && c != 0x7f && c != 0xa0 && "<>()[],;:\"\\@".indexOf(c) < 0;
  }
}
