package io.bouncewatch.bounce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of rules as read: the sound rules in their order, and the faults of the others.
 *
 * <p>A rule starts with its id in brackets, {@code key = value} lines follow, a line that starts
 * with {@code #} is a comment:
 *
 * <pre>{@code
 * [acme.no_such_customer]
 * reason = bad_mailbox
 * action = retry
 * confidence = medium
 * provider = google yahoo
 * stage = rcpt
 * class = 5
 * code = 1.1 7.606-649 2.*
 * reply = 550 551
 * pattern = no such (user|customer)
 * example = 550 5.1.1 No such customer
 * }</pre>
 *
 * <p>Only {@code reason}, {@code example} and either a pattern or a condition must be there. Each
 * condition lists values of which one must hold; all conditions must hold; {@code reply = none}
 * asks for the MTA's own words. Patterns are RE2, in lower case; one of several is enough. They see
 * the reply as one line without codes, in which addresses, links and host names have become {@code
 * ~}, and the sender's address and domain {@code ~from} ({@code sender.example} in examples).
 */
public record RuleFile(String file, List<Rule> rules, List<RuleFault> faults) {

  public RuleFile {
    rules = List.copyOf(rules);
    faults = List.copyOf(faults);
  }

  /**
   * Reads a file of UTF-8 text.
   *
   * @throws IOException if it cannot be read or is not UTF-8
   */
  public static RuleFile read(Path file) throws IOException {
    return parse(file.toString(), Files.readString(file));
  }

  /** Reads text; faults name the file as given here. */
  public static RuleFile parse(String file, String text) {
    return new RuleReader(file, false).read(text);
  }

  /** The same for a file that the build has tested. */
  static RuleFile parseTested(String file, String text) {
    return new RuleReader(file, true).read(text);
  }

  /** What is wrong with the file, its examples and its place before the shipped rules included. */
  public List<RuleFault> check() {
    return new RuleCheck(List.of(this)).faults();
  }

  /**
   * The rules, if all of them are sound.
   *
   * @throws RuleFileException that lists every fault
   */
  public List<Rule> orThrow() {
    if (!faults.isEmpty()) {
      throw new RuleFileException(faults);
    }
    return rules;
  }
}
