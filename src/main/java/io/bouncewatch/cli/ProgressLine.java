package io.bouncewatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * One line on a terminal that says how far long work is. Nothing at all where standard error is no
 * terminal, or the work is short. Used by one thread.
 */
final class ProgressLine implements LongConsumer, AutoCloseable {

  private static final long FIRST_AFTER = TimeUnit.SECONDS.toNanos(2);
  private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(250);

  private final boolean onTerminal;
  private final long total;
  private final long start = System.nanoTime();
  private long next = start + FIRST_AFTER;
  private long done;
  private boolean shown;

  private ProgressLine(boolean onTerminal, long total) {
    this.onTerminal = onTerminal;
    this.total = total;
  }

  /** For reading these files; of compressed ones and pipes the whole size is not known. */
  static ProgressLine forFiles(List<String> names) {
    long total = 0;
    for (String name : names) {
      long size = plainSize(name);
      if (size < 0) {
        return new ProgressLine(isTerminal(), 0);
      }
      total += size;
    }
    return new ProgressLine(isTerminal(), total);
  }

  private static long plainSize(String name) {
    try {
      return name.equals("-") || name.matches(".*\\.(gz|xz|bz2|zst)")
          ? -1
          : Files.size(Path.of(name));
    } catch (IOException | IllegalArgumentException e) {
      return -1;
    }
  }

  @Override
  public void accept(long bytes) {
    done += bytes;
    long now = System.nanoTime();
    if (!onTerminal || now < next) {
      return;
    }
    next = now + EVERY;
    shown = true;
    double seconds = (now - start) / 1e9;
    String share =
        total > 0
            ? String.format(Locale.ROOT, " of %,d MB (%d %%)", total >> 20, 100 * done / total)
            : "";
    System.err.printf(
        Locale.ROOT,
        "\r%,d MB%s read, %,.0f MB/s \u001b[K",
        done >> 20,
        share,
        (done >> 20) / seconds);
    System.err.flush();
  }

  @Override
  public void close() {
    if (shown) {
      System.err.print("\r\u001b[K");
      System.err.flush();
    }
  }

  /** Whether standard error is a terminal; Java does not tell, Linux does. */
  private static boolean isTerminal() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
