package io.bouncewatch.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * Writes a genuine Postfix log, again and again, into a temporary file as if a mail server were at
 * work: the agent reads it as it reads any other. One thread writes.
 */
public final class DemoLog implements AutoCloseable {

  private static final String RESOURCE = "postfix.log.gz";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);

  /** Length of {@code Nov 21 16:31:14}. */
  private static final int STAMP_LENGTH = 15;

  private static final int LINES_A_TICK = 40;
  private static final long TICK_MILLIS = 100;

  private final Path directory;
  private final Path path;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread writer;

  private DemoLog(Path directory) {
    this.directory = directory;
    this.path = directory.resolve("mail.log");
    this.writer = new Thread(this::write, "demo");
    writer.setDaemon(true);
  }

  /** Starts to write. */
  public static DemoLog start() throws IOException {
    DemoLog log = new DemoLog(Files.createTempDirectory("bouncewatch-demo"));
    Files.createFile(log.path);
    // Deleted in the opposite order, and a directory must be empty by then.
    log.directory.toFile().deleteOnExit();
    log.path.toFile().deleteOnExit();
    log.writer.start();
    return log;
  }

  /** The file that is written. */
  public Path path() {
    return path;
  }

  private void write() {
    try (Writer out = Files.newBufferedWriter(path, StandardOpenOption.APPEND)) {
      while (stopping.getCount() > 0) {
        replay(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't write the demonstration log " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void replay(Writer out) throws IOException, InterruptedException {
    try (InputStream in =
            Objects.requireNonNull(DemoLog.class.getResourceAsStream(RESOURCE), RESOURCE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      int written = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.write(STAMP.format(LocalDateTime.now(ZoneId.systemDefault())));
        out.write(line, STAMP_LENGTH, line.length() - STAMP_LENGTH);
        out.write('\n');
        if (++written % LINES_A_TICK == 0) {
          out.flush();
          if (stopping.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    stopping.countDown();
    Files.deleteIfExists(path);
    Files.deleteIfExists(directory);
  }
}
