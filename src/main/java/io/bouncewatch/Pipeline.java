package io.bouncewatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the stages: one thread reads each source, one commits. What is read waits in a short queue,
 * so that reading pauses by itself while the store can't take more; the log is the buffer.
 */
final class Pipeline {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private static final int QUEUE = 4;
  private static final long IDLE_MILLIS = 250;
  private static final long RETRY_MILLIS = 1_000;
  private static final long STOP_MILLIS = 4_000;

  private final BlockingQueue<ReadBatch> queue = new ArrayBlockingQueue<>(QUEUE);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch readersDone;
  private final List<Thread> threads = new ArrayList<>();
  private final Committer committer;

  Pipeline(List<SourceReader> readers, Committer committer) {
    this.committer = committer;
    this.readersDone = new CountDownLatch(readers.size());
    int number = 1;
    for (SourceReader reader : readers) {
      threads.add(new Thread(() -> read(reader), "source-" + number++));
    }
    threads.add(new Thread(this::commit, "committer"));
  }

  void start() {
    threads.forEach(Thread::start);
  }

  Optional<String> trouble() {
    return committer.trouble();
  }

  /** Stops reading, commits what was read, and waits for both. */
  void stop() throws InterruptedException {
    stopping.countDown();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
    for (Thread thread : threads) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      thread.join(Math.max(1, left));
    }
  }

  private void read(SourceReader reader) {
    try {
      while (isRunning()) {
        Optional<ReadBatch> batch = reader.poll();
        if (batch.isEmpty()) {
          pause(IDLE_MILLIS);
        } else if (!offer(batch.get())) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("a reader failed and stopped; restart the agent, and please report this", e);
    } finally {
      readersDone.countDown();
    }
  }

  /** Hands a batch on; gives up when the agent stops, because the log still has it. */
  private boolean offer(ReadBatch batch) throws InterruptedException {
    while (!queue.offer(batch, IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
      if (!isRunning()) {
        return false;
      }
    }
    return true;
  }

  private void commit() {
    try {
      while (isRunning() || readersDone.getCount() > 0 || !queue.isEmpty()) {
        if (!commitNext() && !isRunning()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("the committer failed and stopped; restart the agent, and please report this", e);
    }
  }

  private boolean commitNext() throws InterruptedException {
    if (committer.isHeldUp()) {
      pause(RETRY_MILLIS);
      return committer.retry();
    }
    ReadBatch first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    if (first == null) {
      while (queue.isEmpty() && isRunning() && committer.tidy()) {
        // A little at a time, so that what is read next does not wait long.
      }
      return true;
    }
    List<ReadBatch> batches = new ArrayList<>();
    batches.add(first);
    queue.drainTo(batches);
    if (committer.commit(batches)) {
      return true;
    }
    LOG.warn("{} Reading waits until it can go on.", committer.trouble().orElse(""));
    return false;
  }

  private boolean isRunning() {
    return stopping.getCount() > 0;
  }

  private void pause(long millis) throws InterruptedException {
    // Not a sleep: it ends at once when the agent stops.
    boolean stopped = stopping.await(millis, TimeUnit.MILLISECONDS);
    if (stopped) {
      LOG.debug("woken to stop");
    }
  }
}
