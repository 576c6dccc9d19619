package io.bouncewatch.source;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/** Reads logs as rotation leaves them: as they are, or compressed, told by their first bytes. */
public enum Compression {
  NONE(new int[0]),
  GZIP(new int[] {0x1f, 0x8b}),
  BZIP2(new int[] {'B', 'Z', 'h'}),
  XZ(new int[] {0xfd, '7', 'z', 'X', 'Z', 0}),
  ZSTD(new int[] {0x28, 0xb5, 0x2f, 0xfd});

  private static final int LONGEST_MAGIC = 6;
  private static final int BUFFER = 64 * 1024;

  /** A file that asks for more memory is not read: the agent would end for want of it. */
  private static final int XZ_MEMORY_KIB =
      (int) Math.min(100 * 1024, Runtime.getRuntime().maxMemory() / 1024 / 2);

  @SuppressWarnings("ImmutableEnumChecker")
  private final int[] magic;

  Compression(int[] magic) {
    this.magic = magic;
  }

  /** How a file is compressed. */
  public static Compression of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(LONGEST_MAGIC));
    }
  }

  /** The text of a file, decompressed if need be. */
  public static InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return open(raw);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** The text of a stream, decompressed if need be. */
  public static InputStream open(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(LONGEST_MAGIC);
    Compression compression = of(in.readNBytes(LONGEST_MAGIC));
    in.reset();
    return switch (compression) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, BUFFER);
      case BZIP2 -> new Checked(new BZip2CompressorInputStream(in, true));
      case XZ -> new Checked(new XZInputStream(in, XZ_MEMORY_KIB));
      case ZSTD -> new Checked(new ZstdInputStream(in));
    };
  }

  private static Compression of(byte[] head) {
    for (Compression compression : values()) {
      if (compression != NONE && compression.begins(head)) {
        return compression;
      }
    }
    return NONE;
  }

  private boolean begins(byte[] head) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** Some decoders answer damaged input with unchecked exceptions, or in their own units. */
  private static final class Checked extends FilterInputStream {

    Checked(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (MemoryLimitException e) {
        int needed = e.getMemoryNeeded() / 1024 + 1;
        throw new IOException(
            "it takes %d MiB of memory, more than half of what there is; start with -Xmx%dm or more"
                .formatted(needed, 2 * needed + 32),
            e);
      } catch (RuntimeException e) {
        throw new IOException("damaged: " + e.getMessage(), e);
      }
    }

    @Override
    public long skip(long count) throws IOException {
      byte[] discarded = new byte[(int) Math.min(BUFFER, Math.max(0, count))];
      return Math.max(0, read(discarded, 0, discarded.length));
    }
  }
}
