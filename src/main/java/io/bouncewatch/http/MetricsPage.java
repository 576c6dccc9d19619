package io.bouncewatch.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What {@code /metrics} answers, in the format that the {@code Accept} header asks for.
 *
 * <p>Called by several threads at once. Both methods must read the same header alike.
 */
public interface MetricsPage {

  /**
   * The value of the {@code Content-Type} header.
   *
   * @param accept the request's {@code Accept} header, empty if it had none
   */
  String contentType(String accept);

  /**
   * Writes the page, piece by piece; the caller closes the stream.
   *
   * @param accept the request's {@code Accept} header, empty if it had none
   */
  void write(String accept, OutputStream out) throws IOException;
}
