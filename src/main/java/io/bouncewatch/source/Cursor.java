package io.bouncewatch.source;

import io.bouncewatch.event.FilePosition;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One open file and how far it has been read. Used by one thread. */
final class Cursor implements AutoCloseable {

  private final Path path;
  private final ReadableByteChannel channel;
  private final LineSplitter lines = new LineSplitter();
  private FileIdentity identity;
  private long modifiedMillis;
  private long knownSize;
  private boolean atEnd;
  private @Nullable Instant retiredAt;

  private Cursor(
      Path path,
      ReadableByteChannel channel,
      FileIdentity identity,
      BasicFileAttributes attributes) {
    this.path = path;
    this.channel = channel;
    this.identity = identity;
    note(attributes);
  }

  /** Opens a plain file at an offset. */
  static Cursor open(Path path, long offset) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      FileIdentity identity =
          FileIdentity.of(FileIdentity.keyOf(path, attributes), channel, FileIdentity.FINGERPRINT);
      channel.position(offset);
      Cursor cursor = new Cursor(path, channel, identity, attributes);
      cursor.lines.reset(offset);
      return cursor;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Opens a compressed file at an offset in its decompressed text. */
  static Cursor openCompressed(Path path, long offset) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    FileIdentity identity;
    try (ReadableByteChannel head = Channels.newChannel(Compression.open(path))) {
      identity =
          FileIdentity.of(FileIdentity.keyOf(path, attributes), head, FileIdentity.FINGERPRINT);
    }
    InputStream text = Compression.open(path);
    try {
      text.skipNBytes(offset);
      Cursor cursor = new Cursor(path, Channels.newChannel(text), identity, attributes);
      cursor.lines.reset(offset);
      return cursor;
    } catch (IOException e) {
      text.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  FileIdentity identity() {
    return identity;
  }

  long modifiedMillis() {
    return modifiedMillis;
  }

  FilePosition position() {
    return new FilePosition(identity.toString(), lines.offset());
  }

  /** Bytes that are known to be there and were not read yet. */
  long lag() {
    return Math.max(0, knownSize - lines.offset());
  }

  long takeSkipped() {
    return lines.takeSkipped();
  }

  @Nullable Instant retiredAt() {
    return retiredAt;
  }

  /** The file no longer stands at the path that is followed. */
  void retire(Instant now) {
    if (retiredAt == null) {
      retiredAt = now;
    }
  }

  /**
   * Reads once; returns bytes read, 0 or less if there is nothing more for now. A compressed file
   * that breaks off is at its end.
   */
  int read(LineConsumer consumer) throws IOException {
    int count = fill();
    atEnd = count <= 0;
    if (count > 0) {
      lines.emit(consumer);
      knownSize = Math.max(knownSize, lines.readOffset());
      growFingerprint();
    }
    return count;
  }

  private int fill() throws IOException {
    if (channel instanceof FileChannel) {
      return lines.fill(channel);
    }
    try {
      return lines.fill(channel);
    } catch (EOFException cutShort) {
      return -1;
    }
  }

  /** Whether the last read found nothing. */
  boolean isAtEnd() {
    return atEnd;
  }

  /** Hands out what stands behind the last line end: the file is finished. */
  void finish(LineConsumer consumer) {
    lines.emitRest(consumer);
  }

  /** Takes note of the file's size and time, as they stand at the followed path now. */
  void note(BasicFileAttributes attributes) {
    modifiedMillis = attributes.lastModifiedTime().toMillis();
    knownSize = channel instanceof FileChannel ? attributes.size() : lines.readOffset();
  }

  /** Whether the file was cut, or overwritten, since it was read. */
  boolean wasTruncated(BasicFileAttributes now) throws IOException {
    if (now.size() < lines.readOffset()) {
      return true;
    }
    boolean touched =
        now.size() != knownSize || now.lastModifiedTime().toMillis() != modifiedMillis;
    return touched && !identity.beginsAs(head());
  }

  /** Starts again at the beginning of what is another file's content now. */
  void restart() throws IOException {
    FileChannel file = (FileChannel) channel;
    identity = FileIdentity.of(identity.key(), head(), FileIdentity.FINGERPRINT);
    file.position(0);
    lines.reset(0);
    knownSize = file.size();
  }

  private void growFingerprint() throws IOException {
    if (!identity.isComplete() && channel instanceof FileChannel) {
      identity = FileIdentity.of(identity.key(), head(), FileIdentity.FINGERPRINT);
    }
  }

  /** The file's first bytes, read without moving the position. */
  private ReadableByteChannel head() {
    return new HeadChannel((FileChannel) channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
