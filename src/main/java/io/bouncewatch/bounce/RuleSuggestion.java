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
 * @param conditions lines such as {@code code = 7.1}
 * @param patterns none where the reply has no words
 * @param example a reply made up from the template, which the rule takes
 */
public record RuleSuggestion(
    String id, List<String> conditions, List<String> patterns, String example) {

  /** Stands where the reason is to be; {@code check} names the reasons there are. */
  public static final String TO_CHOOSE = "CHOOSE";

  private static final int WORDS_IN_ID = 4;
  private static final int LONGEST_PATTERN = 400;
  private static final String SPECIAL = "\\.[]{}()*+-?^$|";

  public RuleSuggestion {
    conditions = List.copyOf(conditions);
    patterns = List.copyOf(patterns);
  }

  /**
   * Suggests a rule and makes sure that it is sound and takes its example.
   *
   * @param avoid ids that are taken
   * @return empty if the reply has neither words nor codes to go by
   */
  public static Optional<RuleSuggestion> of(ReplyTemplate template, Set<String> avoid) {
    String id = id(template, avoid);
    String example = example(template);
    List<RuleSuggestion> drafts = new ArrayList<>();
    for (String pattern : patterns(template.text())) {
      drafts.add(new RuleSuggestion(id, List.of(), List.of(pattern), example));
    }
    drafts.add(new RuleSuggestion(id, codes(template), List.of(), example));
    return drafts.stream().filter(RuleSuggestion::isSound).findFirst();
  }

  /** The lines of a rule file. */
  public String text() {
    return text(TO_CHOOSE);
  }

  String text(String reason) {
    List<String> lines = new ArrayList<>();
    lines.add("[" + id + "]");
    lines.add("reason = " + reason);
    lines.addAll(conditions);
    patterns.forEach(pattern -> lines.add("pattern = " + pattern));
    lines.add("example = " + example);
    return String.join("\n", lines) + "\n";
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
    String base = "own." + (words.isEmpty() ? "code_" + template.code() : words);
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

  private static List<String> codes(ReplyTemplate template) {
    List<String> conditions = new ArrayList<>();
    conditions.add("class = " + template.code().charAt(0));
    conditions.add("code = " + template.code().substring(2));
    conditions.add("reply = " + (template.replyCode() == 0 ? "none" : template.replyCode()));
    return conditions;
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
