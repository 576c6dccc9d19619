package io.bouncewatch.dsn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads a complete bounce message: a {@code multipart/report} with a delivery status (RFC 3462, RFC
 * 3464, RFC 6533), or the text that Exim before 4.87 and qmail send.
 *
 * <p>The message is hostile text: sizes and depth are bounded. Used once, by one thread.
 */
public final class BounceMessage {

  /** What is read of one part, in bytes; the returned message itself is passed over. */
  static final int LONGEST_PART = 1 << 20;

  private static final int DEEPEST = 16;
  private static final int LONGEST_LINE = 1 << 20;
  private static final int MOST_HEADERS = 10_000;

  private static final MimeConfig CONFIG =
      MimeConfig.custom()
          .setMaxLineLen(LONGEST_LINE)
          .setMaxHeaderLen(LONGEST_LINE)
          .setMaxHeaderCount(MOST_HEADERS)
          .setMaxContentLen(-1)
          .setMalformedHeaderStartsBody(false)
          .build();

  private final List<String> failedRecipients = new ArrayList<>();
  private @Nullable String status;
  private @Nullable String text;
  private boolean isMessage;

  private BounceMessage() {}

  /**
   * Reads a message.
   *
   * @return what it says; without recipients if it is no bounce
   * @throws IOException if it can't be read, or is built to do harm
   */
  public static DeliveryReport read(InputStream message) throws IOException {
    return new BounceMessage().parse(message);
  }

  private DeliveryReport parse(InputStream message) throws IOException {
    MimeTokenStream stream = new MimeTokenStream(CONFIG);
    // What is sent back may be a bounce too; only the outer one counts.
    stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
    try {
      stream.parse(message);
      int depth = 0;
      for (EntityState state = stream.getState();
          state != EntityState.T_END_OF_STREAM;
          state = stream.next()) {
        switch (state) {
          case T_FIELD -> field(stream.getField(), depth);
          case T_START_MULTIPART -> depth = deeper(depth);
          case T_END_MULTIPART -> depth--;
          case T_BODY -> body(stream);
          default -> {}
        }
      }
    } catch (MimeException e) {
      throw new IOException("it is no mail message that can be read: " + e.getMessage(), e);
    }
    return report();
  }

  private static int deeper(int depth) throws IOException {
    if (depth == DEEPEST) {
      throw new IOException("it has parts within parts, more than " + DEEPEST + " deep");
    }
    return depth + 1;
  }

  private void field(Field field, int depth) {
    if (depth == 0) {
      isMessage = true;
      if (field.getName().equalsIgnoreCase("X-Failed-Recipients")) {
        for (String address : field.getBody().split(",", DeliveryReport.MOST_RECIPIENTS)) {
          failedRecipients.add(address.strip());
        }
      }
    }
  }

  private void body(MimeTokenStream stream) throws IOException {
    BodyDescriptor part = stream.getBodyDescriptor();
    String type = part.getMimeType().toLowerCase(Locale.ROOT);
    if (status == null
        && (type.equals("message/delivery-status")
            || type.equals("message/global-delivery-status"))) {
      status = content(stream, StandardCharsets.UTF_8);
    } else if (text == null && type.equals("text/plain")) {
      text = content(stream, charset(part.getCharset()));
    }
  }

  private static String content(MimeTokenStream stream, Charset charset) throws IOException {
    try (InputStream content = stream.getDecodedInputStream()) {
      return new String(content.readNBytes(LONGEST_PART), charset);
    }
  }

  private static Charset charset(@Nullable String name) {
    try {
      Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
      // ASCII is said of what nobody looked at; UTF-8 holds it.
      return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.UTF_8;
    }
  }

  private DeliveryReport report() {
    BounceText words = new BounceText(text == null ? "" : text);
    if (status != null) {
      DeliveryReport report = StatusFields.read(status);
      return new DeliveryReport(
          report.reportingHost(),
          report.recipients().stream().map(one -> one.withText(words.of(one.recipient()))).toList(),
          true);
    }
    return new DeliveryReport(
        null, isMessage ? words.recipients(failedRecipients) : List.of(), false);
  }
}
