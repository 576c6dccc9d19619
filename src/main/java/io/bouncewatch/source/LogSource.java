package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import io.bouncewatch.event.LostCause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log that is followed: lines out, with what must be saved to go on. Used by one thread. */
public sealed interface LogSource extends AutoCloseable permits FileSource, GlobSource {

  /**
   * Follows one log, or, if the path holds {@code * ? [ ] { }} and no such file exists, every log
   * that matches.
   *
   * @param saved positions at which an earlier run stopped; empty if it was never read
   * @param startAt where to begin if it was never read and is there now
   */
  static LogSource follow(
      Path path, List<FilePosition> saved, StartAt startAt, InstantSource clock) {
    return Glob.isGlob(path)
        ? new GlobSource(path, saved, startAt, clock)
        : new FileSource(path, saved, startAt, clock);
  }

  /**
   * Reads some more.
   *
   * @param budget stop after about so many bytes
   * @return bytes read; 0 if there is nothing for now
   */
  int poll(LineConsumer consumer, int budget);

  /**
   * What to save, together with what was counted, so that nothing is read twice or missed after a
   * restart.
   */
  List<FilePosition> positions();

  /** Bytes that are there and were not handed out yet. */
  long lagBytes();

  /** Bytes that can't be handed out, since the last call; only causes that occurred. */
  Map<LostCause, Long> takeLostBytes();

  /** What is the matter just now, in one sentence; empty if all is well. */
  Optional<String> trouble();

  @Override
  void close() throws IOException;
}
