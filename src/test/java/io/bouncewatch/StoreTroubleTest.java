package io.bouncewatch;

import static io.bouncewatch.Served.SOON;
import static io.bouncewatch.Served.awaitBounces;
import static io.bouncewatch.Served.get;
import static io.bouncewatch.Served.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bouncewatch.bounce.BounceClassifier;
import io.bouncewatch.source.StartAt;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent on a store that can't be written for a while: it waits, says so, and loses nothing. */
class StoreTroubleTest {

  private static final BounceClassifier CLASSIFIER = BounceClassifier.shipped();

  @TempDir Path directory;

  private boolean mounted;

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      // Lazily: the library that SQLite was loaded from lies there.
      run("umount", "-l", store().toString());
    }
  }

  @Test
  void aFullDisk() throws Exception {
    mount("size=4m");
    Path filler = store().resolve("filler");
    append(1, 10);
    try (Agent agent = start()) {
      awaitBounces(agent, 10);
      fillUp(filler);
      append(11, 4_000);
      awaitTrouble(agent, "The disk is full");
      double before = value(agent, "mail_bounces_total");
      assertThat(before).isLessThan(4_000);

      Files.delete(filler);
      run("mount", "-o", "remount,size=64m", store().toString());
      awaitBounces(agent, 4_000);
      assertThat(value(agent, "bouncewatch_store_ready")).isEqualTo(1);
      await().atMost(SOON).until(() -> get(agent, "/readyz").statusCode() == 200);
    }
    try (Agent agent = start()) {
      assertThat(value(agent, "mail_bounces_total")).isEqualTo(4_000);
    }
  }

  @Test
  void stoppedWhileTheDiskIsFull() throws Exception {
    mount("size=4m");
    append(1, 10);
    Agent agent = start();
    awaitBounces(agent, 10);
    Path filler = store().resolve("filler");
    fillUp(filler);
    append(11, 4_000);
    awaitTrouble(agent, "The disk is full");
    assertStopsInTime(agent);

    Files.delete(filler);
    run("mount", "-o", "remount,size=64m", store().toString());
    try (Agent again = start()) {
      awaitBounces(again, 4_000);
    }
  }

  @Test
  void aStoreThatAnotherProgramHolds() throws Exception {
    append(1, 10);
    try (Agent agent = start()) {
      awaitBounces(agent, 10);
      Process shell = lock();
      append(11, 20);
      awaitTrouble(agent, "Another program is writing to the store");
      shell.getOutputStream().close();
      awaitBounces(agent, 20);
      assertThat(value(agent, "bouncewatch_store_ready")).isEqualTo(1);
    }
  }

  @Test
  void stoppedWhileAnotherProgramHoldsTheStore() throws Exception {
    append(1, 10);
    Agent agent = start();
    awaitBounces(agent, 10);
    Process shell = lock();
    append(11, 20);
    awaitTrouble(agent, "Another program is writing to the store");
    assertStopsInTime(agent);
    shell.getOutputStream().close();
    assertThat(shell.waitFor()).isZero();
    try (Agent again = start()) {
      awaitBounces(again, 20);
    }
  }

  @Test
  void aDirectoryThatCanNotBeWritten() throws Exception {
    mount("size=8m");
    start().close();
    run("mount", "-o", "remount,ro", store().toString());
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> start().close())
        .hasMessageContaining(store().toString())
        .hasMessageContaining("may write there");
    run("mount", "-o", "remount,rw", store().toString());
    start().close();
  }

  /** As ext4 does by itself when it finds that it is damaged. */
  @Test
  void aDiskThatBecomesReadOnly() throws Exception {
    Path image = directory.resolve("disk");
    Path fault = mountDisk(image);
    append(1, 10);
    try (Agent agent = start()) {
      awaitBounces(agent, 10);
      Files.writeString(fault, "1");
      append(11, 20);
      awaitTrouble(agent, "read-only");
      assertThat(value(agent, "mail_bounces_total")).isEqualTo(10);
      assertStopsInTime(agent);
    }
    run("umount", "-l", store().toString());
    mounted = false;
    run("e2fsck", "-fy", image.toString());
    mountDisk(image);
    try (Agent again = start()) {
      awaitBounces(again, 20);
    }
  }

  /** Returns the file that makes the disk find a fault when it is written to. */
  private Path mountDisk(Path image) throws Exception {
    if (!Files.exists(image)) {
      Files.write(image, new byte[16 << 20]);
      assumeTrue(run("mkfs.ext4", "-q", image.toString()) == 0);
    }
    Files.createDirectories(store());
    String options = "loop,errors=remount-ro";
    assumeTrue(run("mount", "-o", options, image.toString(), store().toString()) == 0);
    mounted = true;
    Path device = Path.of(Files.getFileStore(store()).name()).getFileName();
    Path fault = Path.of("/sys/fs/ext4").resolve(device).resolve("trigger_fs_error");
    assumeTrue(Files.isWritable(fault));
    return fault;
  }

  private void awaitTrouble(Agent agent, String words) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              HttpResponse<String> answer = get(agent, "/readyz");
              assertThat(answer.body()).contains(words, store().toString());
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(value(agent, "bouncewatch_store_ready")).isZero();
            });
  }

  private static void assertStopsInTime(Agent agent) {
    Instant start = Instant.now();
    agent.close();
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  /** Another process that holds the write lock until its input is closed. */
  private Process lock() throws Exception {
    Process shell =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StoreHolder.class.getName(),
                store().resolve("bouncewatch.db").toString())
            .redirectErrorStream(true)
            .start();
    assertThat(shell.getInputStream().read()).isEqualTo('h');
    return shell;
  }

  private void mount(String options) throws Exception {
    Files.createDirectories(store());
    assumeTrue(run("mount", "-t", "tmpfs", "-o", options, "tmpfs", store().toString()) == 0);
    mounted = true;
  }

  private static int run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor();
    } catch (IOException noSuchProgram) {
      return -1;
    }
  }

  /** Takes every free byte. */
  private static void fillUp(Path filler) throws IOException {
    try (var out = Files.newOutputStream(filler)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private Path store() {
    return directory.resolve("store");
  }

  private Agent start() throws Exception {
    AgentConfig config =
        AgentConfig.defaults()
            .withListen("127.0.0.1:0")
            .withStore(store())
            .withFrom(StartAt.BEGINNING)
            .withSources(List.of(SourceConfig.parse(log().toString())));
    return Agent.start(config, CLASSIFIER);
  }

  private Path log() {
    return directory.resolve("mail.log");
  }

  private void append(int first, int last) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = first; i <= last; i++) {
      text.append(
          "Nov 21 16:31:19 mx1 postfix/smtp[15]: 4jWyQ%05dHG: to=<a%d@b.test>, relay=none, delay=1,"
                  .formatted(i, i)
              + " delays=0/0/0/0, dsn=5.4.4, status=bounced (Host or domain name not found. Name"
              + " service error for name=b.test type=A: Host not found)\n");
    }
    Files.writeString(log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
