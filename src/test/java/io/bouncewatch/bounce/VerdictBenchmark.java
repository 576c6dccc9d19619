package io.bouncewatch.bounce;

import io.bouncewatch.SampleReplies;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.DeliveryEvent;
import io.bouncewatch.event.Outcome;
import io.bouncewatch.event.SmtpStage;
import io.bouncewatch.event.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Verdicts a second on one thread; docs/rules.md has the command and what it showed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class VerdictBenchmark {

  /**
   * {@code log}: every failure in the sample logs, in the order of their lines. {@code distinct}:
   * each text among them once. {@code table}: the wordings of replies.tsv, each once.
   */
  @Param({"log", "distinct", "table"})
  public String replies = "log";

  private final BounceClassifier classifier = BounceClassifier.shipped();
  private final RuleIndex index = new RuleIndex(ShippedRules.load());
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<String> providers = new ArrayList<>();
  private int next;

  /** Reads the replies. */
  @Setup
  public void read() throws IOException {
    if (replies.equals("table")) {
      table();
      return;
    }
    Set<String> seen = new TreeSet<>();
    for (DeliveryEvent event : SampleReplies.inOrder()) {
      if (replies.equals("log") || seen.add(ReplyText.of(event.attempt()))) {
        attempts.add(event.attempt());
        providers.add(event.provider());
      }
    }
    System.out.println("# " + attempts.size() + " replies");
  }

  private void table() throws IOException {
    for (String line : Resources.lines("replies.tsv")) {
      if (!line.startsWith("#")) {
        String[] column = line.split("\t", -1);
        attempts.add(
            Attempts.of(
                SmtpStage.valueOf(column[1].toUpperCase(Locale.ROOT)),
                Outcome.valueOf(column[2].toUpperCase(Locale.ROOT)),
                column[3]));
        providers.add(Provider.OTHER);
      }
    }
    System.out.println("# " + attempts.size() + " replies");
  }

  /** One verdict. */
  @Benchmark
  public Verdict verdict() {
    int at = next;
    next = at + 1 == attempts.size() ? 0 : at + 1;
    return classifier.classify(attempts.get(at), providers.get(at));
  }

  /** One verdict, as for a text that was not seen lately. */
  @Benchmark
  public @Nullable Rule withoutMemory() {
    int at = next;
    next = at + 1 == attempts.size() ? 0 : at + 1;
    return index.firstFor(Question.of(attempts.get(at), providers.get(at)));
  }

  /** The part of it that makes the text ready. */
  @Benchmark
  public String textOnly() {
    int at = next;
    next = at + 1 == attempts.size() ? 0 : at + 1;
    return ReplyText.of(attempts.get(at));
  }
}
