package io.bouncewatch.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compression of a streamed answer, on request. */
final class Gzip {

  private static final int BUFFER = 4096;

  /** A weight of zero means "not this one". */
  private static final Pattern ASKED =
      Pattern.compile(
          "(?:^|,)[ \\t]*gzip[ \\t]*(?:;[ \\t]*q=(?!0(?:\\.0*)?[ \\t]*(?:,|$))[^,]*)?(?:,|$)",
          Pattern.CASE_INSENSITIVE);

  private Gzip() {}

  /** Whether an {@code Accept-Encoding} header asks for gzip by name (RFC 9110 section 12.5.3). */
  static boolean isAsked(String acceptEncoding) {
    return ASKED.matcher(acceptEncoding).find();
  }

  /** Best speed: metrics shrink tenfold at any level, and the mail server needs the processor. */
  static OutputStream over(OutputStream out) throws IOException {
    return new GZIPOutputStream(out, BUFFER) {
      {
        def.setLevel(Deflater.BEST_SPEED);
      }
    };
  }
}
