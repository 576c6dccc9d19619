package io.bouncewatch.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import io.bouncewatch.event.Action;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of the labelled replies, not what the classifier makes of them. */
final class LabelledFilesTest {

  private static final String DEVELOP = "develop.tsv";
  private static final String KEPT_ASIDE = "kept-aside.tsv";
  private static final String HEADER = "outcome\trelay\treply\treason\taction\tsource";

  /** A mistyped label would be counted as an error of the classifier. */
  @ParameterizedTest
  @ValueSource(strings = {DEVELOP, KEPT_ASIDE})
  void everyRowIsWellFormed(String file) throws IOException {
    assertThat(lines(file).get(0)).isEqualTo(HEADER);
    assertThat(rows(file))
        .hasSizeGreaterThanOrEqualTo(300)
        .allSatisfy(
            row -> {
              assertThat(row).hasSize(6).allSatisfy(LabelledFilesTest::isTrimmed);
              assertThat(Outcome.valueOf(row[0].toUpperCase(Locale.ROOT)))
                  .isIn(Outcome.DEFERRED, Outcome.BOUNCED);
              assertThat(labels(row[3])).allSatisfy(x -> assertThat(Reason.parse(x)).isPresent());
              assertThat(labels(row[4])).allSatisfy(x -> assertThat(Action.parse(x)).isPresent());
            });
  }

  /** Says where, not what: who writes rules may not see what is kept aside. */
  @Test
  void noReplyStandsTwiceOrInBothFiles() throws IOException {
    Set<String> seen = rows(KEPT_ASIDE).stream().map(row -> row[2]).collect(Collectors.toSet());
    assertThat(seen.size()).isEqualTo(rows(KEPT_ASIDE).size());
    List<String> develop = lines(DEVELOP);
    assertThat(
            IntStream.range(1, develop.size())
                .filter(i -> !develop.get(i).startsWith("#"))
                .filter(i -> !seen.add(develop.get(i).split("\t", -1)[2]))
                .mapToObj(i -> DEVELOP + " line " + (i + 1)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonIsInBothFiles(Reason reason) throws IOException {
    assertThat(withReason(DEVELOP, reason)).isGreaterThanOrEqualTo(12);
    assertThat(withReason(KEPT_ASIDE, reason)).isGreaterThanOrEqualTo(5);
  }

  /** Two labels are easier to meet than one. */
  @ParameterizedTest
  @ValueSource(strings = {DEVELOP, KEPT_ASIDE})
  void fewRowsHaveTwoLabels(String file) throws IOException {
    assertThat(share(file, row -> row[3].contains("/") || row[4].contains("/"))).isLessThan(0.06);
  }

  /** A report is about what servers say, not about what somebody thought they might. */
  @Test
  void fewKeptAsideRowsAreConstructed() throws IOException {
    assertThat(share(KEPT_ASIDE, row -> row[5].contains("constructed"))).isLessThan(0.2);
  }

  private static double share(String file, Predicate<String[]> which) throws IOException {
    List<String[]> rows = rows(file);
    return (double) rows.stream().filter(which).count() / rows.size();
  }

  private static long withReason(String file, Reason reason) throws IOException {
    return rows(file).stream().filter(row -> labels(row[3]).get(0).equals(reason.label())).count();
  }

  private static void isTrimmed(String value) {
    assertThat(value).isNotEmpty().isEqualTo(value.strip());
  }

  private static List<String> labels(String column) {
    return Arrays.asList(column.split("/", -1));
  }

  private static List<String[]> rows(String file) throws IOException {
    return lines(file).stream()
        .skip(1)
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .toList();
  }

  private static List<String> lines(String file) throws IOException {
    try (var in =
        Objects.requireNonNull(LabelledFilesTest.class.getResourceAsStream("labelled/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
