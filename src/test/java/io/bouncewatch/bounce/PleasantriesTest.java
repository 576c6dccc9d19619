package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PleasantriesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      sorry, no such user                                          | no such user
      error: too many hops.                                        | too many hops
      user unknown. please contact your administrator.             | user unknown
      blocked, see ~                                               | blocked
      blocked (see ~)                                              | blocked
      denied - for more information visit ~ or contact <~>         | denied
      denied. if you believe this is an error, contact ~ at 555-21 | denied
      rejected: please see ~                                       | rejected: please see ~
      rejected. please see ~spf                                    | rejected. please see ~spf
      rejected. please check your spf record                       | rejected. please check your spf record
      rejected. see the list of dynamic ranges at ~                | rejected. see the list of dynamic ranges at ~
      too fast, please try again later                             | too fast, please try again later
      please see ~                                                 | please see ~
      error:                                                       | error:
      sorry.                                                       | sorry
      ...                                                          | .
      mail <~>                                                     | mail <~>
      """)
  void onlyWhatSaysNothingGoes(String text, String left) {
    assertThat(Pleasantries.without(new StringBuilder(text))).isEqualTo(left);
  }

  @Test
  void nothingIsLeftOfNothing() {
    assertThat(Pleasantries.without(new StringBuilder())).isEmpty();
  }

  /** What is said out of courtesy, and how a "not" is written, changes no verdict. */
  @Test
  void verdictsStayAsTheyAre() {
    BounceClassifier classifier = BounceClassifier.shipped();
    List<LabelledReplies.Row> rows =
        LabelledReplies.read("develop.tsv").orElseThrow().rows().stream()
            .filter(LabelledScore.right(classifier))
            .toList();
    for (String[] change :
        new String[][] {
          {"^(\\d{3}[ -])(?!\\W*\\d)", "$1Sorry, "},
          {"^(\\d{3}[ -]\\d\\.\\d+\\.\\d+ )", "$1Error: "},
          {"\\.*$", ". Please contact your mail administrator for assistance."},
          {"\\.*$", "."},
          {"\\b(is|are|was|were|does|do|did|has|have|could|would|should) not\\b", "$1n't"},
          {"\\b(is|are|was|were|does|do|did|has|have|could|would|should)n't\\b", "$1 not"},
        }) {
      LabelledScore changed =
          LabelledScore.of(
              classifier, rows.stream().map(row -> row.with(change[0], change[1])).toList());
      assertThat(changed.rows() - changed.reasonsRight())
          .as("verdicts that %s changes", change[1])
          .isLessThanOrEqualTo(5);
      assertThat(changed.falseSuppressions()).isZero();
    }
  }
}
