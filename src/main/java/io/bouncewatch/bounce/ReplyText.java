package io.bouncewatch.bounce;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Envelope;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a reply ready for matching: one line, lower case, single spaces, at most {@value #LONGEST}
 * characters; codes are gone, and addresses, links, names of hosts and files, queue ids and single
 * words in angle brackets have become {@code ~}, since what is written in them says nothing of the
 * refusal; the sender's own are {@code ~from}, and links to the sites that explain SPF {@code
 * ~spf}.
 *
 * <p>One pass, no regular expressions: it runs for every failed attempt.
 */
final class ReplyText {

  static final int LONGEST = 2_000;

  private static final boolean[] NAME_PARTS = nameParts();
  private static final char NAME = '~';

  /** What stands for a name. */
  static final String MASK = String.valueOf(NAME);

  private static final String FROM = "from";
  private static final String SPF = "spf";

  /** How hosts begin to which SPF's own programs send the reader; many replies say no more. */
  private static final List<String> SPF_SITES =
      List.of("www.openspf.", "openspf.", "spf.pobox.com", "www.open-spf.", "open-spf.");

  private static final String LOCAL_PART_SIGNS = "!#$%&'*/?^`{|}";

  /** What stands in angle brackets and is no name: the signs that end lines. */
  private static final Set<String> SIGNS = Set.of("cr", "lf", "crlf", "nul", "sp", "dot");

  /** Queue ids are at least so long, and letters and digits change so often in them. */
  private static final int SHORTEST_ID = 12;

  private static final int LEAST_CHANGES = 4;

  private final String source;
  private final @Nullable String domain;
  private final @Nullable String senderDomain;
  private final StringBuilder out;

  /** Where the next {@code ://} is that was looked for; the source's length if there is none. */
  private int link = -1;

  /** The last ones in {@link #out}, or -1. */
  private int lastSpace = -1;

  private int lastBracket = -1;

  private ReplyText(String source, @Nullable String domain, @Nullable String senderDomain) {
    this.source = source;
    this.domain = domain;
    this.senderDomain = senderDomain;
    this.out = new StringBuilder(Math.min(source.length(), LONGEST));
  }

  /** The text of an attempt's reply. */
  static String of(Attempt attempt) {
    Envelope envelope = attempt.envelope();
    String domain = envelope.recipient() == null ? null : envelope.domain();
    String sender = envelope.sender();
    String senderDomain = sender == null || sender.isEmpty() ? null : Envelope.domainOf(sender);
    return new ReplyText(BareReply.of(attempt), domain, senderDomain).normalise();
  }

  private String normalise() {
    int at = 0;
    while (at < source.length()) {
      int gap = gapAt(at);
      if (gap > 0) {
        at += gap;
        continue;
      }
      int end = at + 1;
      while (end < source.length() && gapAt(end) == 0) {
        end++;
      }
      int from = end == at ? at : afterCodes(at, end);
      if (from < end) {
        if (!out.isEmpty()) {
          lastSpace = out.length();
          out.append(' ');
        }
        word(from, end);
      }
      at = end;
    }
    return Pleasantries.without(out);
  }

  /**
   * Length of what parts words here: white space, a control character, Exim's literal {@code \n}.
   */
  private int gapAt(int at) {
    char c = source.charAt(at);
    if (c <= ' ' || (c >= 0x7f && c <= 0xa0) || (c > 0xa0 && Character.isWhitespace(c))) {
      return 1;
    }
    return c == '\\' && source.startsWith("n", at + 1) ? 2 : 0;
  }

  /** Skips a reply code such as {@code 550-} and an enhanced code such as {@code #5.1.1}. */
  private int afterCodes(int start, int end) {
    int at = start;
    if (end - at >= 3 && ReplyCodes.isReplyCode(source, at)) {
      if (end - at == 3 && (out.isEmpty() || ReplyCodes.afterEnhanced(source, at + 4) > 0)) {
        return end;
      }
      if (end - at > 3 && source.charAt(at + 3) == '-') {
        at += 4;
      }
    }
    int code = ReplyCodes.afterEnhanced(source, at);
    return code > 0 ? code : at;
  }

  private void word(int start, int end) {
    int at = start;
    int stop = linkIn(start, end);
    while (at < stop) {
      char c = source.charAt(at);
      if (c == '@') {
        at = address(at, stop);
        continue;
      }
      if (c == '<' || c == '/') {
        int after = c == '<' ? bracketed(at, stop) : path(start, at, stop);
        if (after > at) {
          at = after;
          continue;
        }
      }
      if (!isNamePart(c)) {
        if (c == '<') {
          lastBracket = out.length();
        }
        out.append(Character.toLowerCase(c));
        at++;
        continue;
      }
      int runEnd = at;
      while (runEnd < stop && isNamePart(source.charAt(runEnd))) {
        runEnd++;
      }
      if (runEnd < stop && source.charAt(runEnd) == '@') {
        at = address(runEnd, stop);
      } else {
        name(at, runEnd);
        // What follows a host's slash is a link's path.
        at = runEnd < stop && source.charAt(runEnd) == '/' && endsInName() ? stop : runEnd;
      }
    }
    if (stop < end) {
      out.append(NAME);
      if (explainsSpf(link + 3)) {
        out.append(SPF);
      }
    }
  }

  /** Whether the host of a link, at this place, says why SPF failed, and nothing else. */
  private boolean explainsSpf(int host) {
    for (String site : SPF_SITES) {
      if (source.regionMatches(true, host, site, 0, site.length())) {
        return true;
      }
    }
    return false;
  }

  /** Where a link's scheme starts in a word; the word's end if it has no link. */
  private int linkIn(int start, int end) {
    if (link < start) {
      // Remembered from word to word: a text without links is searched for them once.
      int found = source.indexOf("://", start);
      link = found < 0 ? source.length() : found;
    }
    if (link >= end) {
      return end;
    }
    int at = link;
    while (at > start && Character.isLetter(source.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** Writes a mark for an address, local part and all; answers the place after it. */
  private int address(int at, int stop) {
    // A local part may hold signs that part names elsewhere; an angle bracket bounds it surely.
    out.setLength(lastBracket > lastSpace ? lastBracket + 1 : localPart());
    int after = at + 1;
    while (after < stop && (isNamePart(source.charAt(after)) || source.charAt(after) == '@')) {
      after++;
    }
    mark(at + 1, withoutStop(at + 1, after));
    return after;
  }

  /** Where the local part starts that {@link #out} ends in. */
  private int localPart() {
    int from = out.length();
    while (from > 0 && isLocalPart(out.charAt(from - 1))) {
      from--;
    }
    return from < out.length() && out.charAt(from) == '\'' ? from + 1 : from;
  }

  private static boolean isLocalPart(char c) {
    return isNamePart(c) || LOCAL_PART_SIGNS.indexOf(c) >= 0;
  }

  /** Writes one word in angle brackets as a name; answers the place of the closing one. */
  private int bracketed(int at, int stop) {
    int close = at + 1;
    while (close < stop && "<>@".indexOf(source.charAt(close)) < 0) {
      close++;
    }
    if (close == stop || close == at + 1 || source.charAt(close) != '>') {
      return at;
    }
    String inside = source.substring(at + 1, close).toLowerCase(Locale.ROOT);
    if (SIGNS.contains(inside)) {
      return at;
    }
    lastBracket = out.length();
    out.append('<');
    mark(at + 1, close);
    return close;
  }

  /** Writes a file's path as a name if one starts the word here; answers the place after it. */
  private int path(int start, int at, int stop) {
    boolean first = at == start || isOpening(source.charAt(at - 1));
    if (!first) {
      return at;
    }
    int end = at + 1;
    int steps = 0;
    while (end < stop && (isNamePart(source.charAt(end)) || source.charAt(end) == '/')) {
      steps += source.charAt(end) == '/' ? 1 : 0;
      end++;
    }
    if (steps == 0 || (end < stop && source.charAt(end) == '@')) {
      return at;
    }
    out.append(NAME);
    return withoutStop(at, end);
  }

  private static boolean isOpening(char c) {
    return "('\"[:=".indexOf(c) >= 0;
  }

  private void name(int from, int to) {
    int end = withoutStop(from, to);
    if (isHost(from, end)) {
      mark(from, end);
    } else if (isId(from, end)) {
      out.append(NAME);
    } else {
      lowerCase(from, end);
    }
    out.append(source, end, to);
  }

  private void lowerCase(int from, int end) {
    int start = out.length();
    for (int i = from; i < end; i++) {
      char c = source.charAt(i);
      if (c >= 0x80) {
        // Some letters become two, and some depend on those beside them.
        out.setLength(start);
        out.append(source.substring(from, end).toLowerCase(Locale.ROOT));
        return;
      }
      out.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
  }

  /** The end of a name without the full stop or hyphen that belongs to the sentence. */
  private int withoutStop(int from, int to) {
    int end = to;
    while (end > from && (source.charAt(end - 1) == '.' || source.charAt(end - 1) == '-')) {
      end--;
    }
    return end;
  }

  /** Writes the mark for a name, telling the sender's domain from all others. */
  private void mark(int from, int end) {
    out.append(NAME);
    if (reads(senderDomain, from, end) && !reads(domain, from, end)) {
      out.append(FROM);
    }
  }

  /** The recipient's or the sender's domain, or labels that end as names end. */
  private boolean isHost(int from, int end) {
    int dot = from;
    boolean capital = false;
    for (int i = from; i < end; i++) {
      char c = source.charAt(i);
      capital |= c >= 'A' && c <= 'Z';
      dot = c == '.' ? i : dot;
    }
    if (dot == from) {
      return false;
    }
    if (reads(domain, from, end) || reads(senderDomain, from, end)) {
      return true;
    }
    String ending = source.substring(dot + 1, end);
    return capital ? NameEndings.isCommon(ending) : NameEndings.isOne(ending);
  }

  private boolean isId(int from, int end) {
    if (end - from < SHORTEST_ID) {
      return false;
    }
    int changes = 0;
    for (int i = from + 1; i < end; i++) {
      char before = source.charAt(i - 1);
      char c = source.charAt(i);
      changes += Character.isLetter(before) && Character.isDigit(c) ? 1 : 0;
      changes += Character.isDigit(before) && Character.isLetter(c) ? 1 : 0;
    }
    return changes >= LEAST_CHANGES;
  }

  private boolean reads(@Nullable String name, int from, int end) {
    return name != null
        && end - from == name.length()
        && source.regionMatches(true, from, name, 0, end - from);
  }

  private boolean endsInName() {
    return !out.isEmpty() && out.charAt(out.length() - 1) == NAME;
  }

  private static boolean isNamePart(char c) {
    return c >= NAME_PARTS.length || NAME_PARTS[c];
  }

  private static boolean[] nameParts() {
    boolean[] parts = new boolean[0x80];
    for (char c = 0; c < parts.length; c++) {
      parts[c] = Character.isLetterOrDigit(c) || ".-_+".indexOf(c) >= 0;
    }
    return parts;
  }
}
