package io.bouncewatch.bounce;

import io.bouncewatch.event.Reason;
import io.bouncewatch.event.ReplyTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule for a template, in a rule file's own words: all but its reason, which a person chooses.
 *
 * @param id not one of the ids it was made to avoid
 * @param pattern RE2
 * @param example a reply made up from the template, which the rule takes
 */
public record RuleSuggestion(String id, String pattern, String example) {

  /** Stands where the reason is to be; {@code check} names the reasons there are. */
  public static final String TO_CHOOSE = "CHOOSE";

  private static final int WORDS_IN_ID = 4;
  private static final int LONGEST_PATTERN = 400;
  private static final String SPECIAL = "\\.[]{}()*+-?^$|";

  /**
   * Suggests a rule and makes sure that it is sound and takes its example.
   *
   * @param avoid ids that are taken
   * @return empty if the reply has no words: a rule by its code alone would come before all shipped
   *     rules and take what they know by its words
   */
  public static Optional<RuleSuggestion> of(ReplyTemplate template, Set<String> avoid) {
    String id = id(template, avoid);
    String example = example(template);
    return patterns(template.text()).stream()
        .map(pattern -> new RuleSuggestion(id, pattern, example))
        .filter(RuleSuggestion::isSound)
        .findFirst();
  }

  /** The lines of a rule file. */
  public String text() {
    return text(TO_CHOOSE);
  }

  String text(String reason) {
    return "[%s]%nreason = %s%npattern = %s%nexample = %s%n"
        .formatted(id, reason, pattern, example)
        .replace(System.lineSeparator(), "\n");
  }

  private boolean isSound() {
    RuleFile file = RuleFile.parse("suggestion", text(Reason.UNDETERMINED.label()));
    return file.faults().isEmpty() && RuleExamples.faults(file.rules()).isEmpty();
  }

  private static String id(ReplyTemplate template, Set<String> avoid) {
    String words =
        String.join(
            "_",
            java.util.Arrays.stream(template.text().split("[^a-z]+", -1))
                .filter(word -> word.length() > 2)
                .limit(WORDS_IN_ID)
                .toList());
    String base = "own." + (words.isEmpty() ? "words" : words);
    String id = base;
    for (int number = 2; avoid.contains(id); number++) {
      id = base + "_" + number;
    }
    return id;
  }

  /** From the most exact to the most general. */
  private static List<String> patterns(String template) {
    List<String> patterns = new ArrayList<>();
    boolean cut = template.endsWith(ReplyTemplates.CUT);
    String whole = "^" + pattern(withoutCut(template)) + (cut ? "" : "$");
    if (template.matches(".*[^\\x00-\\x7f]{3,}.*|.*[a-z]{3,}.*")) {
      if (whole.length() <= LONGEST_PATTERN) {
        patterns.add(whole);
      }
      for (String stretch :
          longestFirst(withoutCut(template).split("<(?:n|ip|id|path)>|~(?:from)?", -1))) {
        String words = stretch.strip();
        if (words.length() > 5) {
          patterns.add(pattern(words.length() > 200 ? words.substring(0, 200) : words));
        }
      }
    }
    return patterns;
  }

  private static String withoutCut(String template) {
    return template.endsWith(ReplyTemplates.CUT)
        ? template.substring(0, template.length() - 1).stripTrailing()
        : template;
  }

  private static List<String> longestFirst(String[] stretches) {
    return java.util.Arrays.stream(stretches)
        .sorted(java.util.Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private static String pattern(String text) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return quoted.toString().replaceAll("<(n|ip|id|path)>", "\\\\S+");
  }

  private static String example(ReplyTemplate template) {
    String words =
        withoutCut(template.text())
            .replace("~from", "sender.example")
            .replace(ReplyTemplates.HOST, "host.example")
            .replace(ReplyTemplates.NUMBER, "42")
            .replace(ReplyTemplates.ADDRESS, "192.0.2.1")
            .replace(ReplyTemplates.IDENTIFIER, "a1b2c3")
            .replace(ReplyTemplates.PATH, "/srv/a/b");
    boolean codeTold = !template.code().endsWith(".0.0");
    String code = template.replyCode() == 0 ? "" : template.replyCode() + " ";
    return (code + (codeTold && !code.isEmpty() ? template.code() + " " : "") + words).strip();
  }
}
