package io.bouncewatch.source;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** The compressors that rotation uses, and what each keeps of the time. */
enum Packing {
  GZ(".gz", false),
  BZ2(".bz2", true),
  XZ(".xz", false),
  ZST(".zst", true);

  private final String suffix;
  private final boolean wholeSeconds;

  Packing(String suffix, boolean wholeSeconds) {
    this.suffix = suffix;
    this.wholeSeconds = wholeSeconds;
  }

  String suffix() {
    return suffix;
  }

  /** Compresses beside the file, as compressors do, and leaves the file. */
  Path copy(Path plain) throws IOException {
    Path packed = plain.resolveSibling(plain.getFileName() + suffix);
    try (OutputStream out = open(new BufferedOutputStream(Files.newOutputStream(packed)))) {
      out.write(Files.readAllBytes(plain));
    }
    Instant modified = Files.getLastModifiedTime(plain).toInstant();
    Files.setLastModifiedTime(
        packed, FileTime.from(wholeSeconds ? modified.truncatedTo(ChronoUnit.SECONDS) : modified));
    return packed;
  }

  /** Compresses a file and removes it. */
  Path pack(Path plain) throws IOException {
    Path packed = copy(plain);
    Files.delete(plain);
    return packed;
  }

  private OutputStream open(OutputStream out) throws IOException {
    return switch (this) {
      case GZ -> new GZIPOutputStream(out);
      case BZ2 -> new BZip2CompressorOutputStream(out, 1);
      case XZ -> new XZOutputStream(out, new LZMA2Options(0));
      case ZST -> new ZstdOutputStream(out);
    };
  }
}
