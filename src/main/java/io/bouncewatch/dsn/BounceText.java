package io.bouncewatch.dsn;

import io.bouncewatch.event.EnhancedStatusCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a bounce message that is meant for people: after each address what is said of it, as
 * Postfix ({@code <a@b.test>: …}), Exim (the address on a line of its own) and qmail write it.
 */
final class BounceText {

  private static final Pattern ADDRESS =
      Pattern.compile(
          "^(?:<(?<bracketed>[^\\s<>]{1,64}@[^\\s<>]{1,255})>:|  (?<alone>[^\\s<>]{1,64}@[^\\s<>]{1,255})$)");

  /** Below these comes the message that was sent. */
  private static final List<String> RETURNED =
      List.of("--- Below this line", "--- Enclosed", "------ This is a copy");

  private static final String QMAIL = "This is the qmail-send program";
  private static final String QMAIL_SAID = "Remote host said: ";
  private static final String QMAIL_GIVES_UP = "Giving up on ";

  /** qmail's own words end with its own code: {@code … (#5.1.2)}. */
  private static final Pattern QMAIL_CODE =
      Pattern.compile("\\(#(?<code>[45]\\.\\d{1,3}\\.\\d{1,3})\\)$");

  /** What is said, by address as it stands there. */
  private final Map<String, String> said = new LinkedHashMap<>();

  private final boolean fromQmail;

  BounceText(String text) {
    fromQmail = text.contains(QMAIL);
    read(text);
  }

  private void read(String text) {
    String address = null;
    StringBuilder words = new StringBuilder();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (RETURNED.stream().anyMatch(line::startsWith)) {
        break;
      }
      Matcher begins = ADDRESS.matcher(line);
      boolean named = begins.find();
      if (named || line.isBlank()) {
        keep(address, words);
        address = named ? address(begins) : null;
      }
      if (address != null) {
        words.append(named ? line.substring(begins.end()) : line).append(' ');
      }
    }
    keep(address, words);
  }

  private void keep(@Nullable String address, StringBuilder words) {
    if (address != null && said.size() < DeliveryReport.MOST_RECIPIENTS) {
      said.putIfAbsent(address, words.toString().replaceAll("\\s+", " ").strip());
    }
    words.setLength(0);
  }

  private static String address(Matcher begins) {
    String bracketed = begins.group("bracketed");
    return bracketed == null ? begins.group("alone") : bracketed;
  }

  /** What is said of this recipient, on one line. */
  Optional<String> of(String recipient) {
    return said.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(recipient))
        .map(Map.Entry::getValue)
        .filter(words -> !words.isEmpty())
        .findFirst();
  }

  /**
   * The recipients that failed, in a message that is no report.
   *
   * @param failed those that a header named; without them only qmail's text is trusted
   */
  List<RecipientStatus> recipients(List<String> failed) {
    List<RecipientStatus> found = new ArrayList<>();
    if (fromQmail) {
      said.forEach((address, words) -> found.add(fromQmail(address, words)));
    } else {
      for (String address : failed) {
        found.add(new RecipientStatus(address, null, "failed", null, null, of(address).orElse("")));
      }
    }
    return found;
  }

  private static RecipientStatus fromQmail(String address, String words) {
    int reply = words.indexOf(QMAIL_SAID);
    int end = words.lastIndexOf(QMAIL_GIVES_UP);
    Matcher code = QMAIL_CODE.matcher(words);
    return new RecipientStatus(
        address,
        null,
        "failed",
        code.find() ? EnhancedStatusCode.parse(code.group("code")).orElse(null) : null,
        end < 0 ? null : host(words.substring(end + QMAIL_GIVES_UP.length())),
        reply < 0
            ? words
            : words
                .substring(reply + QMAIL_SAID.length(), end < reply ? words.length() : end)
                .strip());
  }

  private static String host(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
