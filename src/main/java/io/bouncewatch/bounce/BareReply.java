package io.bouncewatch.bounce;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * A reply without what a walk over its words can't see through: Postfix's words before it,
 * addresses that hold blanks, and contractions, so that no rule need know that "isn't" is "is not".
 */
final class BareReply {

  private static final String SUSPENDED = "delivery temporarily suspended: ";
  private static final String SAID = " said: ";
  private static final String REFUSED = " refused to talk to me: ";
  private static final String QUOTED_END = "\"@";

  /** Stands for a quoted one until the address is masked as a whole. */
  private static final String LOCAL_PART = "x";

  /** RFC 5321 section 4.5.3.1.1, and some for the quotes. */
  private static final int LONGEST_LOCAL_PART = 70;

  /** Letters of a contracted "not". */
  private static final int CONTRACTED = 3;

  private BareReply() {}

  /** The reply of an attempt, of at most {@value ReplyText#LONGEST} characters. */
  static String of(Attempt attempt) {
    Envelope envelope = attempt.envelope();
    String reply = spelledOut(withoutQuoted(unwrapped(attempt.response().reply())));
    reply = without(reply, envelope.recipient());
    return without(reply, envelope.originalRecipient());
  }

  /** Drops what Postfix writes before a reply, in case it is still there; caps the length. */
  private static String unwrapped(String reply) {
    String capped =
        reply.length() > ReplyText.LONGEST ? reply.substring(0, ReplyText.LONGEST) : reply;
    if (capped.startsWith(SUSPENDED)) {
      capped = capped.substring(SUSPENDED.length());
    }
    if (capped.startsWith("host ")) {
      int said = capped.indexOf(SAID);
      int refused = capped.indexOf(REFUSED);
      if (said >= 0 && (refused < 0 || said < refused)) {
        return capped.substring(said + SAID.length());
      }
      if (refused >= 0) {
        return capped.substring(refused + REFUSED.length());
      }
    }
    return capped;
  }

  /** Quoted local parts may hold spaces, which the pass by words cannot see through. */
  private static String withoutQuoted(String reply) {
    int close = reply.indexOf(QUOTED_END);
    if (close < 0) {
      return reply;
    }
    StringBuilder plain = new StringBuilder(reply.length());
    int at = 0;
    while (close >= 0) {
      int open = reply.lastIndexOf('"', close - 1);
      boolean quoted = open >= at && close - open <= LONGEST_LOCAL_PART && startsWord(reply, open);
      plain.append(reply, at, quoted ? open : close + 1);
      plain.append(quoted ? LOCAL_PART : "");
      at = close + 1;
      close = reply.indexOf(QUOTED_END, at);
    }
    return plain.append(reply, at, reply.length()).toString();
  }

  private static boolean startsWord(String reply, int at) {
    return at == 0 || !Character.isLetterOrDigit(reply.charAt(at - 1));
  }

  private static String without(String reply, @Nullable String address) {
    return address != null && address.indexOf(' ') >= 0
        ? reply.replace(address, ReplyText.MASK)
        : reply;
  }

  /** "isn't" as "is not", "can't" as "cannot", "won't" as "will not", with either apostrophe. */
  private static String spelledOut(String text) {
    String reply = text.replace('\u2019', '\'');
    int at = contraction(reply, 0);
    if (at < 0) {
      return reply;
    }
    StringBuilder plain = new StringBuilder(reply.length() + 8);
    int from = 0;
    while (at >= 0) {
      plain.append(reply, from, at);
      if (endsWith(plain, "ca")) {
        plain.append("nnot");
      } else if (endsWith(plain, "wo")) {
        plain.setLength(plain.length() - 1);
        plain.append("ill not");
      } else {
        plain.append(" not");
      }
      from = at + CONTRACTED;
      at = contraction(reply, from);
    }
    return plain.append(reply, from, reply.length()).toString();
  }

  /**
   * Where the next {@code n't} is that ends a word of a sentence; -1 if there is none. One in an
   * address is left alone: parted, its local part would not be masked whole, and whoever chose it
   * could put words before the rules.
   */
  private static int contraction(String reply, int from) {
    // Few replies have an apostrophe at all.
    for (int at = reply.indexOf('\'', from + 2); at >= 0; at = reply.indexOf('\'', at + 1)) {
      if (isLetter(reply, at - 1, 'n')
          && isLetter(reply, at + 1, 't')
          && startsLetter(reply, at - 2)
          && endsWord(reply, at + 2)) {
        return at - 1;
      }
    }
    return -1;
  }

  /** Nothing, a blank, or one sign and then one of these. */
  private static boolean endsWord(String reply, int at) {
    return isBlank(reply, at)
        || (".,;:!?)\"".indexOf(reply.charAt(at)) >= 0 && isBlank(reply, at + 1));
  }

  private static boolean isBlank(String reply, int at) {
    return at >= reply.length() || Character.isWhitespace(reply.charAt(at));
  }

  private static boolean isLetter(String reply, int at, char lower) {
    return at < reply.length() && Character.toLowerCase(reply.charAt(at)) == lower;
  }

  private static boolean startsLetter(String reply, int at) {
    return at < reply.length() && Character.isLetter(reply.charAt(at));
  }

  private static boolean endsWith(StringBuilder text, String lower) {
    int at = text.length() - lower.length();
    return at >= 0
        && (at == 0 || !Character.isLetter(text.charAt(at - 1)))
        && text.substring(at).equalsIgnoreCase(lower);
  }
}
