package io.bouncewatch.bounce.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.bounce.match.RequiredLiterals.Answer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alternatives are parted by "or", demands by "and"; "!" stands where the words are enough. */
final class RequiredLiteralsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      user unknown               ; user unknown !
      Spam|junk mail             ; spam ! or junk mail !
      over ?-?quota              ; overquota, over-quota, over quota, over -quota !
      quota.{0,60}(exceed|full)  ; quota and exceed, full
      (is )?(unknown|not known)  ; unknown, not known !
      (a (very|so) )?full        ; full !
      a(bc)+d                    ; a and bc and d
      [abc]defg                  ; adefg, bdefg, cdefg !
      [^abc]defg                 ; defg
      [a-z]defg                  ; defg
      abcd\\.efgh                ; abcd.efgh !
      \\bspam\\b                 ; spam
      ^spam                      ; spam
      ab|abcdef                  ; ab ! or abcdef !
      \\x{41}bcdef               ; nothing
      abcdef*                    ; abcde
      abc{2}def                  ; ab and c and def
      po(ł|l)(ą|a)czenie         ; połączenie, połaczenie, polączenie, polaczenie !
      (one|two|three) (four|\\d+) five ; one , two , three  and  five
      .*                         ; nothing
      (a|\\S+) mail              ;  mail
      """,
      ignoreLeadingAndTrailingWhitespace = true)
  void findsWhatAPatternNeeds(String regex, String needs) {
    assertThat(describe(RequiredLiterals.of(regex)).strip()).isEqualTo(needs.strip());
  }

  private static String describe(RequiredLiterals literals) {
    return literals.alternatives().stream()
        .map(
            one ->
                one.demands().isEmpty()
                    ? "nothing"
                    : one.demands().stream()
                            .map(words -> String.join(", ", words))
                            .collect(Collectors.joining(" and "))
                        + (one.enough() ? " !" : ""))
        .collect(Collectors.joining(" or "));
  }

  @Test
  void answersByWords() {
    RequiredLiterals literals = RequiredLiterals.of("mailbox (is )?full|quota.*exceeded");
    assertThat(literals.in("your mailbox is full")).isEqualTo(Answer.YES);
    assertThat(literals.in("exceeded your quota")).isEqualTo(Answer.PERHAPS);
    assertThat(literals.in("mailbox unavailable")).isEqualTo(Answer.NO);
    assertThat(literals.areEnough()).isFalse();
    assertThat(RequiredLiterals.of("mailbox (is )?full").areEnough()).isTrue();
    assertThat(RequiredLiterals.of("full|\\d+").areUnknown()).isTrue();
  }

  @Test
  void looksForLettersOfBothCasesAndForFinalSigma() {
    assertThat(RequiredLiterals.of("ΟΔΟΣ").in("οδος")).isEqualTo(Answer.YES);
    assertThat(RequiredLiterals.of("οδοσ").in("οδος")).isEqualTo(Answer.YES);
    assertThat(RequiredLiterals.of("ÜBER").in("über")).isEqualTo(Answer.YES);
  }
}
