package io.bouncewatch.bounce;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Confidence;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Reason;
import io.bouncewatch.event.ReplyTemplate;
import io.bouncewatch.event.Verdict;
import io.bouncewatch.event.VisibleCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Makes templates of replies, so that the same wording is counted as one and says nothing of a
 * person. A name that stands in plain words and is no part of an address can't be told from other
 * words.
 */
public final class ReplyTemplates {

  static final String HOST = "~";
  static final String NUMBER = "<n>";
  static final String ADDRESS = "<ip>";
  static final String IDENTIFIER = "<id>";
  static final String PATH = "<path>";

  /** Ends a template that was too long. */
  static final String CUT = "…";

  private static final int LONGEST = 300;
  private static final int LONGEST_WORD = 24;
  private static final int SHORTEST_NAME = 3;
  private static final String OPENING = "([{<\"'`";
  private static final String CLOSING = ")]}>\"'`,.;:!?";

  private ReplyTemplates() {}

  /** Whether a verdict leaves something to learn: undetermined, or of low confidence. */
  public static boolean isUnknown(Attempt attempt, @Nullable Verdict verdict) {
    return verdict != null
        && attempt.outcome() != Outcome.SUSPENDED
        && attempt.outcome() != Outcome.EXPIRED
        && (verdict.reason() == Reason.UNDETERMINED || verdict.confidence() == Confidence.LOW);
  }

  /** The template of an attempt's reply. */
  public static ReplyTemplate of(Attempt attempt) {
    Integer replyCode = attempt.response().replyCode();
    return new ReplyTemplate(
        redacted(ReplyText.of(attempt), namesIn(attempt.envelope())),
        replyCode == null ? Question.NO_REPLY_CODE : replyCode,
        attempt.code().toString());
  }

  /** Local parts of the message's addresses: some servers name a mailbox without its domain. */
  private static List<String> namesIn(Envelope envelope) {
    List<String> names = new ArrayList<>();
    addName(names, envelope.recipient());
    addName(names, envelope.originalRecipient());
    addName(names, envelope.sender());
    return names;
  }

  private static void addName(List<String> names, @Nullable String address) {
    int at = address == null ? -1 : address.lastIndexOf('@');
    if (address != null && !address.isEmpty()) {
      names.add((at < 0 ? address : address.substring(0, at)).toLowerCase(Locale.ROOT));
    }
  }

  private static String redacted(String text, List<String> names) {
    StringJoiner template = new StringJoiner(" ");
    for (String word : text.split(" ", -1)) {
      boolean visible = word.codePoints().allMatch(VisibleCharacters::contain);
      String next = visible ? word(word, names) : IDENTIFIER;
      if (template.length() + next.length() >= LONGEST) {
        return template.add(CUT).toString();
      }
      template.add(next);
    }
    return template.toString();
  }

  private static String word(String word, List<String> names) {
    int start = 0;
    int end = word.length();
    while (start < end && OPENING.indexOf(word.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && CLOSING.indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    return word.substring(0, start) + core(word.substring(start, end), names) + word.substring(end);
  }

  private static String core(String core, List<String> names) {
    if (holdsName(core, names)) {
      return core.indexOf('/') >= 0 ? PATH : IDENTIFIER;
    }
    if (core.indexOf('/') == 0 || core.indexOf('/') != core.lastIndexOf('/')) {
      return PATH;
    }
    if (core.chars().noneMatch(Character::isDigit)) {
      return core.length() > LONGEST_WORD ? IDENTIFIER : core;
    }
    if (core.chars().allMatch(Character::isDigit)) {
      return NUMBER;
    }
    return isAddress(core) ? ADDRESS : IDENTIFIER;
  }

  private static boolean holdsName(String core, List<String> names) {
    return names.stream()
        .anyMatch(
            name -> core.equals(name) || (name.length() >= SHORTEST_NAME && core.contains(name)));
  }

  private static boolean isAddress(String core) {
    return core.matches("\\[?\\d{1,3}(\\.\\d{1,3}){3}(]?:\\d+)?")
        || (core.matches("(ipv6:)?[0-9a-f:]{3,}") && core.contains("::"))
        || core.matches("(ipv6:)?([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}");
  }
}
