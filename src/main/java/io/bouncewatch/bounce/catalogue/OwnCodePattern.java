package io.bouncewatch.bounce.catalogue;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a provider's own code looks in replies. A key that ends in a range of numbers stands for each
 * of them; {@code AUP#} numbers carry letters ({@code AUP#In-1310}), and {@code OFR_} and {@code
 * LPN_} numbers carry digits before the underscore, or lack it ({@code OFR004_104}).
 *
 * @param firstWord the letters the code begins with, in upper case
 * @param lead what stands before these letters
 * @param pattern the code from its first letter on; its last group is the number, if there is one
 */
record OwnCodePattern(String firstWord, String lead, Pattern pattern, int first, int last) {

  private static final Pattern KEY = Pattern.compile("(?<lead>[^A-Za-z]*)(?<word>[A-Za-z]+).*");

  private static final Pattern NUMBERED =
      Pattern.compile("(?<before>.*?)(?<first>\\d{1,9})(?:-(?<last>\\d{1,9}))?");

  private static final String NUMBER = "(\\d{1,9})";
  private static final String BOUNDARY = "(?![A-Za-z0-9_])";

  /**
   * Makes the pattern of a key.
   *
   * @throws IllegalArgumentException if the key has no letters
   */
  static OwnCodePattern of(String key) {
    Matcher form = KEY.matcher(key);
    if (!form.matches()) {
      throw new IllegalArgumentException(key + " is no code that can be found in a reply");
    }
    String lead = form.group("lead");
    String word = form.group("word").toUpperCase(Locale.ROOT);
    String code = key.substring(lead.length());
    Matcher numbered = NUMBERED.matcher(code);
    boolean family = word.equals("AUP") || word.equals("OFR") || word.equals("LPN");
    if (!numbered.matches() || !(family || numbered.group("last") != null)) {
      return new OwnCodePattern(word, lead, compiled(Pattern.quote(code)), 0, 0);
    }
    String before =
        switch (word) {
          case "AUP" -> "AUP#[A-Z]{0,4}-?";
          case "OFR", "LPN" -> word + "(?:\\d{0,4}_)?";
          default -> Pattern.quote(numbered.group("before"));
        };
    int first = Integer.parseInt(numbered.group("first"));
    String last = numbered.group("last");
    return new OwnCodePattern(
        word,
        lead,
        compiled(before + NUMBER),
        first,
        last == null ? first : Integer.parseInt(last));
  }

  private static Pattern compiled(String code) {
    return Pattern.compile(code + BOUNDARY, Pattern.CASE_INSENSITIVE);
  }

  /** Whether the code stands at this place, where its letters begin. */
  boolean stands(String text, int at) {
    if (at < lead.length() || !text.startsWith(lead, at - lead.length())) {
      return false;
    }
    Matcher found = pattern.matcher(text).region(at, text.length());
    if (!found.lookingAt()) {
      return false;
    }
    int number = found.groupCount() == 0 ? 0 : Integer.parseInt(found.group(1));
    return number >= first && number <= last;
  }
}
