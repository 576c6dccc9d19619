package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each fault is one sentence with file, line and the fix. */
final class RuleCheckTest {

  private static final String WIDE =
      """
      [wide]
      reason = spam_content
      class = 4 5
      pattern = junk
      example = 550 some junk
      """;

  @Test
  void aRuleThatAnEarlierOneImplies() {
    assertThat(
            faults(
                WIDE,
                """
                [narrow]
                reason = ip_blocked
                class = 5
                pattern = (much|more) junk(y)? mail
                pattern = two kinds of junk
                example = 550 more junk mail
                """))
        .isEqualTo(
            "b:1: rule narrow is never reached, since all it fits is taken by wide in a:1;"
                + " remove it, or move it above wide");
  }

  @Test
  void aRuleWhoseExamplesAreAllTakenBeforeIt() {
    assertThat(
            faults(
                WIDE,
                """
                [other]
                reason = ip_blocked
                pattern = more
                example = 550 more junk mail
                """))
        .isEqualTo(
            "b:1: rule other is reached by none of its examples; they are taken by wide in a:1;"
                + " move it above wide or make that one's pattern narrower");
  }

  @Test
  void aRuleByConditionsAloneHidesOnlyWhatItsConditionsCover() {
    String code = "[code]\nreason = ip_blocked\ncode = 7.1-9\nexample = 550 5.7.1 x\n";
    assertThat(
            faults(code, "[a]\nreason = spam_content\ncode = 7.2-3\nexample = 550 5.7.2 words\n"))
        .startsWith("b:1: rule a is never reached, since all it fits is taken by code in a:1");
    assertThat(
            faults(code, "[a]\nreason = spam_content\ncode = 7.2-30\nexample = 550 5.7.2 words\n"))
        .startsWith("b:1: rule a is reached by none of its examples");
    assertThat(
            faults(code, "[a]\nreason = spam_content\ncode = 7.2-30\nexample = 550 5.7.20 words\n"))
        .isEmpty();
  }

  @Test
  void idsAcrossFilesAndOfShippedRules() {
    assertThat(faults(WIDE, WIDE.replace("junk", "rubbish")))
        .isEqualTo("b:1: the id wide is in a:1 too; choose another id");
    assertThat(faults("", "[undetermined]\nreason = greylisted\npattern = x y\nexample = 450 x y"))
        .isEqualTo("b:1: the id undetermined is the program's own; choose another id");
    String id = ShippedRules.load().get(0).id();
    assertThat(faults("", "[" + id + "]\nreason = greylisted\npattern = x y\nexample = 450 x y"))
        .startsWith("b:1: the id " + id + " is a shipped rule's, in mta.rules:")
        .endsWith("; choose another id");
  }

  @Test
  void whatAConditionOrPatternNames() {
    assertThat(
            faults(
                """
                [a]
                reason = greylisted
                provider = gogle
                stage = rcpt dat
                code = 1
                reply = 55
                pattern = wait (now|) please
                pattern = (?:|now) please
                pattern = fine [(|] \\(| as well
                example = 450 x
                """,
                ""))
        .matches(
            """
            a:3: no such provider: gogle; write an id of the provider list, such as g.*
            a:4: no such stage: dat; write connect, .*
            a:5: no such code: 1; write 1.1, 7.606-649 or 7.\\*
            a:6: no such reply: 55; write three digits, such as 552, or none
            a:7: the pattern has an empty alternative; write \\(a\\|b\\)\\? for what may be missing
            a:8: the pattern has an empty alternative; write \\(a\\|b\\)\\? for what may be missing""");
  }

  @Test
  void tellsWhichShippedJudgementsAreOverruled() {
    RuleFile mine =
        RuleFile.parse(
            "own.rules",
            "[mine]\nreason = greylisted\npattern = user unknown\nexample = 550 user unknown\n");
    assertThat(new RuleCheck(List.of(mine)).faults()).isEmpty();
    assertThat(RuleCheck.changes(mine.rules()))
        .singleElement()
        .asString()
        .matches("own.rules:1: rule mine takes \\d+ of the shipped rules' examples, such as .*");
  }

  /** Where one rule is said to imply another, no example may show that it doesn't. */
  @Test
  void noShippedRuleIsSaidToImplyALaterOne() {
    List<Rule> rules = ShippedRules.load();
    for (int later = 0; later < rules.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        assertThat(RuleCover.covers(rules.get(earlier), rules.get(later)))
            .as("%s, %s", rules.get(earlier), rules.get(later))
            .isFalse();
      }
    }
  }

  private static String faults(String first, String second) {
    List<RuleFile> files =
        Stream.of(RuleFile.parse("a", first), RuleFile.parse("b", second)).toList();
    return new RuleCheck(files)
        .faults().stream().map(RuleFault::toString).collect(Collectors.joining("\n"));
  }
}
