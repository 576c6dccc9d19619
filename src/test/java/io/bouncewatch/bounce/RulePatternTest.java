package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.SmtpStage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RulePatternTest {

  @Test
  void theWordsItNeedsAreNoMoreThanAShortcut() {
    List<String> texts = new ArrayList<>();
    List<RulePattern> patterns = new ArrayList<>();
    for (Rule rule : ShippedRules.load()) {
      patterns.addAll(rule.patterns());
      for (Rule.Example example : rule.examples()) {
        texts.add(ReplyText.of(Attempts.of(SmtpStage.RCPT, Outcome.BOUNCED, example.reply())));
      }
    }
    assertThat(texts).hasSizeGreaterThan(600);
    for (RulePattern pattern : patterns) {
      Pattern regex = Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE);
      for (String text : texts) {
        assertThat(pattern.isIn(text))
            .as("%s in %s", pattern, text)
            .isEqualTo(regex.matcher(text).find());
      }
    }
  }
}
