package io.bouncewatch.ledger;

import io.bouncewatch.event.Metric;
import io.bouncewatch.event.Series;
import io.bouncewatch.ledger.Ledger.Batch;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process that commits batches and says so, until it is killed. */
final class Victim {

  static final String SOURCE = "mail.log";

  /** Fails once a batch. */
  static final String DEAD = "dead@b.test";

  private Victim() {}

  /** How far a batch moves the offset. */
  static final int STEP = 23;

  /** Each batch moves the offset by as much as the totals grow, over old and new series. */
  public static void main(String[] arguments) {
    long batches = Long.parseLong(arguments[1]);
    try (SqliteLedger ledger = SqliteLedger.open(Path.of(arguments[0]))) {
      long offset =
          ledger.checkpoint(SOURCE).map(stored -> stored.files().get(0).offset()).orElse(0L);
      for (long i = 0; i < batches; i++) {
        Map<Series, Long> increments = new HashMap<>();
        for (int series = 0; series < 20; series++) {
          increments.put(Series.of(Metric.LINES, SOURCE, "result " + series), 1L);
        }
        increments.put(Series.of(Metric.LOST_BYTES, "new " + offset, "truncated"), 3L);
        offset += STEP;
        ledger.commit(
            new Batch(increments, List.of(new Checkpoint(SOURCE, "file", offset)))
                .withSightings(
                    List.of(
                        Sightings.delivered("last@b.test", TestEvents.TIME),
                        Sightings.dead("last@b.test", TestEvents.TIME),
                        Sightings.dead(DEAD, TestEvents.TIME))));
        System.out.println(offset);
      }
    } catch (LedgerException refused) {
      System.out.println(refused.getMessage());
    }
  }

  static Process start(Path directory, long batches, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx64m");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Victim.class.getName(), directory.toString(), String.valueOf(batches)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Output of a process that commits nothing. */
  static String run(Path directory, String... options) throws Exception {
    Process process = start(directory, 0, options);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  /** Reads that many lines and gives the last. */
  static String awaitLines(Process process, int count) throws Exception {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String last = "";
    for (int i = 0; i < count; i++) {
      String line = reader.readLine();
      if (line == null) {
        throw new IllegalStateException("the process ended after " + last);
      }
      last = line;
    }
    return last;
  }
}
