package io.bouncewatch.bounce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a rule file line by line. Used once, by one thread. */
final class RuleReader {

  private static final Pattern HEAD = Pattern.compile("\\[(?<id>[a-z0-9][a-z0-9_.-]*)]");

  private final String file;
  private final boolean tested;
  private final List<Rule> rules = new ArrayList<>();
  private final List<RuleFault> faults = new ArrayList<>();
  private final Map<String, Integer> lineOfId = new HashMap<>();
  private @Nullable RuleDraft draft;
  private boolean skipping;

  /**
   * @param tested whether the build has tried every pattern: they are not compiled then
   */
  RuleReader(String file, boolean tested) {
    this.file = file;
    this.tested = tested;
  }

  RuleFile read(String text) {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && content.charAt(0) != '#') {
        line(number, content);
      }
    }
    finish();
    return new RuleFile(file, rules, faults);
  }

  private void line(int number, String content) {
    if (content.charAt(0) == '[') {
      finish();
      head(number, content);
      return;
    }
    int equals = content.indexOf('=');
    if (equals < 0) {
      faults.add(
          new RuleFault(
              file, number, "not a rule's id nor a setting", "write [id] or key = value"));
      return;
    }
    String key = content.substring(0, equals).strip();
    String value = content.substring(equals + 1).strip();
    if (draft != null) {
      draft.set(number, key, value);
    } else if (!skipping) {
      faults.add(
          new RuleFault(
              file, number, key + " stands before any rule", "put a line with [id] above it"));
    }
  }

  private void head(int number, String content) {
    Matcher head = HEAD.matcher(content);
    // What follows a faulty head belongs to it and would only raise more faults.
    skipping = true;
    if (!head.matches()) {
      faults.add(
          new RuleFault(
              file,
              number,
              "not a rule's id: " + content,
              "use a-z, 0-9, '.', '_' and '-' in brackets, such as [acme.no_such_user]"));
      return;
    }
    String id = head.group("id");
    Integer first = lineOfId.putIfAbsent(id, number);
    if (first != null) {
      faults.add(
          new RuleFault(
              file, number, "rule " + id + " is in line " + first + " too", "choose another id"));
      return;
    }
    skipping = false;
    draft = new RuleDraft(file, number, id, tested, faults);
  }

  private void finish() {
    if (draft != null) {
      draft.finish().ifPresent(rules::add);
      draft = null;
    }
  }
}
