package io.bouncewatch.report;

import io.bouncewatch.event.LogRecord;
import io.bouncewatch.event.Position;
import io.bouncewatch.parser.LogParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Reads whole logs on all processors, and hands on what they say in the order of their lines.
 *
 * <p>Used by one thread; it starts helpers of its own and ends them in {@link #close()}.
 */
public final class LogScan implements AutoCloseable {

  private final int parallel = Math.max(1, Runtime.getRuntime().availableProcessors());
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          parallel,
          task -> {
            Thread thread = new Thread(task, "scan");
            thread.setDaemon(true);
            return thread;
          });
  private final RecordSink sink;
  private final LongConsumer progress;

  /**
   * @param progress is told how many bytes were read, again and again
   */
  public LogScan(RecordSink sink, LongConsumer progress) {
    this.sink = sink;
    this.progress = progress;
  }

  /**
   * Reads a log to its end.
   *
   * @param source name for the positions of its lines
   * @param text not compressed; closed by the caller
   * @param parsers makes a parser for each piece of work
   */
  public LineCounts read(String source, InputStream text, Supplier<LogParser> parsers)
      throws IOException {
    BlockReader blocks = new BlockReader(text);
    Deque<Future<Block.Content>> pending = new ArrayDeque<>();
    LineCounts lines = LineCounts.NONE;
    while (true) {
      Block block = blocks.next();
      if (block != null) {
        pending.add(workers.submit(() -> block.read(parsers)));
      }
      if (pending.isEmpty()) {
        return lines;
      }
      if (block == null || pending.size() > parallel * 2) {
        lines = lines.plus(handOn(source, pending.remove()));
      }
    }
  }

  private LineCounts handOn(String source, Future<Block.Content> pending) throws IOException {
    Block.Content content = result(pending);
    List<LogRecord> records = content.records();
    for (int i = 0; i < records.size(); i++) {
      sink.accept(records.get(i), new Position(source, content.offsets()[i]));
    }
    progress.accept(content.bytes());
    return content.lines();
  }

  private static Block.Content result(Future<Block.Content> pending) throws IOException {
    try {
      return pending.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a line made the parser fail", e.getCause());
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
