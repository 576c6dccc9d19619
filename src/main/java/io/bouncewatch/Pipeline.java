package io.bouncewatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the stages: one thread reads each source, one commits. Only a few batches are in memory at
 * once, however many sources there are, so that reading pauses by itself while the store can't take
 * more; the log is the buffer.
 */
final class Pipeline {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  /** Batches that may be read and not yet committed, of all sources together. */
  private static final int IN_FLIGHT = 4;

  private static final long IDLE_MILLIS = 250;
  private static final long RETRY_MILLIS = 1_000;
  private static final long STOP_MILLIS = 4_000;

  private final Semaphore turns = new Semaphore(IN_FLIGHT, true);
  private final BlockingQueue<ReadBatch> queue = new ArrayBlockingQueue<>(IN_FLIGHT);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch readersDone;
  private final List<Thread> threads = new ArrayList<>();
  private final Committer committer;

  /** Turns that the committer has not given back yet. */
  private int taken;

  private volatile @Nullable String failure;

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
    return Optional.ofNullable(failure).or(committer::trouble);
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
        if (turns.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS) && !readSome(reader)) {
          pause(IDLE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failed("a reader", e);
    } finally {
      readersDone.countDown();
    }
  }

  /** Takes the turn that was acquired; gives it back if there was nothing to read. */
  private boolean readSome(SourceReader reader) {
    boolean some = false;
    try {
      Optional<ReadBatch> batch = reader.poll();
      batch.ifPresent(queue::add); // there is room for as many as there are turns
      some = batch.isPresent();
    } finally {
      if (!some) {
        turns.release();
      }
    }
    return some;
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
    } catch (RuntimeException | Error e) {
      failed("the committer", e);
    }
  }

  private void failed(String who, Throwable failed) {
    failure = who + " failed and stopped; restart the agent, and please report this";
    LOG.error("{}", failure, failed);
  }

  private boolean commitNext() throws InterruptedException {
    if (committer.isHeldUp()) {
      pause(RETRY_MILLIS);
      return isDone(committer.retry());
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
    taken = batches.size();
    if (isDone(committer.commit(batches))) {
      return true;
    }
    LOG.warn("{} Reading waits until it can go on.", committer.trouble().orElse(""));
    return false;
  }

  private boolean isDone(boolean committed) {
    if (committed) {
      turns.release(taken);
      taken = 0;
    }
    return committed;
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
