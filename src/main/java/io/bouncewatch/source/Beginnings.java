package io.bouncewatch.source;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How files begin, remembered, so that to compare each of hundreds of files with each of hundreds
 * that were read does not mean to decompress them all time and again. Used by one thread.
 */
final class Beginnings {

  /** One takes about 1.2 KB. */
  private static final int KEPT = 1_000;

  /** A file that was changed just now may be changed again at what counts as the same time. */
  private static final int SETTLED_MILLIS = 2_000;

  /** A file as it was at some time. */
  private record Version(String key, long size, FileTime changed) {}

  private final Map<Version, Beginning> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, Beginning> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * How a file's text begins, decompressed if need be.
   *
   * @throws IOException if it can't be read or is damaged
   */
  Beginning of(Rotated file) throws IOException {
    FileTime changed = file.changed();
    if (changed == null || System.currentTimeMillis() - changed.toMillis() < SETTLED_MILLIS) {
      return read(file);
    }
    Version version = new Version(file.key(), file.size(), changed);
    Beginning kept = known.get(version);
    if (kept == null) {
      kept = read(file);
      // Its name may have been given to another file before it was opened.
      if (file.isUnchanged()) {
        known.put(version, kept);
      }
    }
    return kept;
  }

  private static Beginning read(Rotated file) throws IOException {
    try (ReadableByteChannel text = Channels.newChannel(Compression.open(file.path()))) {
      return Beginning.read(text);
    }
  }
}
