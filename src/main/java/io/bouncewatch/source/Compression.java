package io.bouncewatch.source;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
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
    return open(Files.newInputStream(file));
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
      case BZIP2 -> new BZip2CompressorInputStream(in, true);
      case XZ -> new XZInputStream(in);
      case ZSTD -> new ZstdInputStream(in);
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
}
