package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.SmtpStage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequiredLiteralsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      user unknown               ; user unknown         ; true
      Spam|junk mail             ; spam, junk mail      ; true
      over ?-?quota              ; quota                ; false
      quota.{0,60}(exceed|full)  ; quota                ; false
      (is )?(unknown|not known)  ; unknown, not known   ; false
      (a (very|so) )?full        ; full                 ; false
      a(bc)+d                    ; ''                   ; false
      [abc]defg                  ; defg                 ; false
      abcd\\.efgh                ; abcd.efgh            ; true
      \\bspam\\b                 ; spam                 ; false
      ab|abcdef                  ; ''                   ; false
      \\x{41}bcdef               ; ''                   ; false
      abcdef*                    ; abcde                ; false
      abc{2}def                  ; def                  ; false
      """)
  void findsWhatAPatternNeeds(String regex, String words, boolean plain) {
    RequiredLiterals.Needs needs = RequiredLiterals.of(regex);
    assertThat(String.join(", ", needs.anyOf())).isEqualTo(words);
    assertThat(needs.plain()).isEqualTo(plain);
  }

  @Test
  void theShortCutAnswersAsTheExpressionDoes() {
    List<String> texts = new ArrayList<>();
    List<RulePattern> patterns = new ArrayList<>();
    for (Rule rule : ShippedRules.load()) {
      patterns.addAll(rule.patterns());
      for (Rule.Example example : rule.examples()) {
        texts.add(ReplyText.of(Attempts.of(SmtpStage.RCPT, Outcome.BOUNCED, example.reply())));
      }
    }
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
