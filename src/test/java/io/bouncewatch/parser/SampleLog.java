package io.bouncewatch.parser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The genuine logs among the test resources, as text. */
public final class SampleLog {

  /** One of each MTA, header and id. */
  public static final List<String> NAMES =
      List.of(
          "postfix-chain.traditional.log.gz",
          "postfix-expire.log.gz",
          "postfix-file-longids.log.gz",
          "postfix-softbounce.log.gz",
          "postfix-statusfilter.log.gz",
          "exim-all.mainlog.gz",
          "exim-expire.mainlog.gz",
          "exim-millisec-tz-pid.mainlog.gz",
          "exim-syslog-nostamp.rfc5424.log.gz",
          "exim-syslog.traditional.log.gz");

  private SampleLog() {}

  public static List<String> lines(String name) {
    try (InputStream in =
        new GZIPInputStream(SampleLog.class.getResourceAsStream("/samples/" + name))) {
      // Not lines(): a CR within a line does not end it.
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
