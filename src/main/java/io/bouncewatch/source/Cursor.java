package io.bouncewatch.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One open file and how far it has been read. Used by one thread. */
final class Cursor implements AutoCloseable {

  /** What became of the file under an open cursor. */
  enum Change {
    NONE,
    /** Its end is gone, its beginning is as it was. */
    CUT,
    /** It has another content now. */
    REPLACED
  }

  private final Path path;
  private final FileChannel file;

  private final boolean compressed;

  /**
   * The file itself if it is plain; else null until it is read: a decompressor needs memory, many
   * files may wait for their turn.
   */
  private @Nullable ReadableByteChannel text;

  private final LineSplitter lines = new LineSplitter();
  private final String key;
  private BasicFileAttributes attributes;
  private Fingerprint print = Fingerprint.NONE;
  private long size;

  private Cursor(Path path, FileChannel file, boolean compressed, BasicFileAttributes attributes) {
    this.path = path;
    this.file = file;
    this.compressed = compressed;
    this.text = compressed ? null : file;
    this.key = FileState.keyOf(attributes);
    this.attributes = attributes;
    this.size = compressed ? 0 : attributes.size();
  }

  /** Opens a file that is plain. */
  static Cursor open(Path path, long offset) throws IOException {
    BasicFileAttributes before = Files.readAttributes(path, BasicFileAttributes.class);
    Path place = Files.isSymbolicLink(path) ? path.toRealPath() : path;
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      Cursor cursor = new Cursor(place, file, false, sameAs(before, path));
      cursor.print = Fingerprint.of(Beginning.read(new Head(file)));
      cursor.moveTo(offset);
      return cursor;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Opens what rotation left, at an offset of its text; at its end if the text is shorter.
   *
   * @throws DamagedException if its beginning can't be decompressed
   */
  static Cursor openRotated(Path path, long offset) throws IOException {
    if (Compression.of(path) == Compression.NONE) {
      return open(path, offset);
    }
    BasicFileAttributes before = Files.readAttributes(path, BasicFileAttributes.class);
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      Cursor cursor = new Cursor(path, file, true, sameAs(before, path));
      cursor.lines.reset(offset);
      cursor.print = decompressedPrint(path);
      return cursor;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Makes sure that the open file is the one that was chosen: its name may have been given to
   * another meanwhile.
   *
   * @throws MovedException if it is another; this one is closed then
   */
  Cursor expect(Rotated chosen) throws IOException {
    if (!key.equals(chosen.key())) {
      close();
      throw new MovedException(path + " was replaced before it was opened");
    }
    return this;
  }

  // A channel can't be asked which file it is, so its name is asked before and after.
  private static BasicFileAttributes sameAs(BasicFileAttributes before, Path path)
      throws IOException {
    BasicFileAttributes after = Files.readAttributes(path, BasicFileAttributes.class);
    if (!Objects.equals(before.fileKey(), after.fileKey())) {
      throw new MovedException(path + " was replaced while it was opened");
    }
    return after;
  }

  private static InputStream decompressed(FileChannel file, long offset) throws DamagedException {
    try {
      InputStream text = Compression.open(Channels.newInputStream(file));
      long left = offset;
      while (left > 0) {
        long skipped = text.skip(left);
        if (skipped == 0 && text.read() < 0) {
          break;
        }
        left -= Math.max(1, skipped);
      }
      return text;
    } catch (IOException e) {
      throw new DamagedException(e);
    }
  }

  private static Fingerprint decompressedPrint(Path path) throws DamagedException {
    try (ReadableByteChannel head = Channels.newChannel(Compression.open(path))) {
      return Fingerprint.of(Beginning.read(head));
    } catch (IOException e) {
      throw new DamagedException(e);
    }
  }

  boolean isCompressed() {
    return compressed;
  }

  String key() {
    return key;
  }

  boolean isFile(BasicFileAttributes other) {
    return Objects.equals(attributes.fileKey(), other.fileKey());
  }

  /** What to remember of it. */
  FileState state() {
    return new FileState(
        key, print, lines.offset(), size, attributes.lastModifiedTime().toMillis(), false, path);
  }

  long takeSkipped() {
    return lines.takeSkipped();
  }

  /** Bytes on disk that were not decompressed. */
  long compressedRest() throws IOException {
    return file.size() - file.position();
  }

  /** Whether more is known to be there; costs nothing. */
  boolean hasMore() {
    return size > lines.readOffset();
  }

  /**
   * Reads once; returns bytes read, 0 if there is nothing more for now.
   *
   * @throws DamagedException if it can't be decompressed any further
   */
  int read(LineConsumer consumer) throws IOException {
    if (print.isBlank()) {
      // Nothing is read of a file before there is something to know it by.
      grow();
    }
    int count = fill();
    if (count <= 0) {
      return 0;
    }
    if (!isStillKnown()) {
      // It was truncated since it was looked at; these bytes are of its next content.
      lines.takeBack(count);
      file.position(lines.readOffset());
      return 0;
    }
    lines.emit(consumer);
    size = Math.max(size, lines.readOffset());
    grow();
    return count;
  }

  /** How the file begins now. */
  private Beginning beginning() throws IOException {
    return Beginning.read(new Head(file), print.from());
  }

  /** Asked after it was read: what was read is of the content that is known. */
  private boolean isStillKnown() throws IOException {
    return compressed || print.match(beginning()) == Fingerprint.Match.WHOLE;
  }

  private int fill() throws IOException {
    ReadableByteChannel open = text;
    if (open == null) {
      open = Channels.newChannel(decompressed(file, lines.offset()));
      text = open;
    }
    try {
      return lines.fill(open);
    } catch (IOException e) {
      throw isCompressed() ? new DamagedException(e) : e;
    }
  }

  /** Hands out what stands behind the last line end: nothing more comes. */
  void finish(LineConsumer consumer) {
    lines.emitRest(consumer);
  }

  /** Nothing is expected behind what was handed out, until something comes. */
  void forgetRest() {
    size = lines.offset();
  }

  /** If the open file has another content than was read, a cursor at its beginning. */
  @Nullable Cursor laterContent() throws IOException {
    if (print.isBlank() || print.match(beginning()) == Fingerprint.Match.WHOLE) {
      return null;
    }
    Cursor later = new Cursor(path, file, false, attributes);
    later.size = file.size();
    later.print = Fingerprint.of(Beginning.read(new Head(file)));
    later.moveTo(0);
    return later;
  }

  boolean isUntouched(BasicFileAttributes now) {
    return now.size() == size && now.lastModifiedTime().equals(attributes.lastModifiedTime());
  }

  /** Compares with what stands at its path now, which must be this file. */
  Change check(BasicFileAttributes now) throws IOException {
    if (isUntouched(now)) {
      return Change.NONE;
    }
    boolean shorter = now.size() < size;
    if (print.isBlank() ? shorter : print.match(beginning()) != Fingerprint.Match.WHOLE) {
      return Change.REPLACED;
    }
    if (shorter) {
      return Change.CUT;
    }
    attributes = now;
    size = now.size();
    grow();
    return Change.NONE;
  }

  /** Goes on at the end of what is left; returns how many unread bytes are gone. */
  long cut(BasicFileAttributes now) throws IOException {
    long gone = size - Math.max(now.size(), lines.offset());
    attributes = now;
    size = now.size();
    moveTo(Math.min(lines.offset(), size));
    return gone;
  }

  private void moveTo(long offset) throws IOException {
    file.position(offset);
    lines.reset(offset);
  }

  /** Covers more of the file's first bytes, if there are more now. */
  void grow() throws IOException {
    if (print.isComplete() || isCompressed()) {
      return;
    }
    Fingerprint grown = Fingerprint.of(beginning());
    // Asked afterwards: the file may have been truncated since it was read.
    if (print.isBlank() || print.match(beginning()) == Fingerprint.Match.WHOLE) {
      print = grown;
    }
  }

  @Override
  public void close() throws IOException {
    if (text != null) {
      text.close();
    }
    file.close();
  }
}
