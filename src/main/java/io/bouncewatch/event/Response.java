package io.bouncewatch.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was answered: the remote side's reply, or the MTA's own words where nobody replied.
 *
 * @param reply the text as it stood, without the MTA's wrapping; may be empty
 * @param replyCode the SMTP reply code (RFC 5321 section 4.2), where the remote side gave one
 * @param replyStatus the enhanced status code inside the reply's first line, where it has one
 * @param mtaCode what the MTA itself wrote (Postfix {@code dsn=}), as it stood
 * @param stage what the reply was given to
 */
public record Response(
    String reply,
    @Nullable Integer replyCode,
    @Nullable EnhancedStatusCode replyStatus,
    @Nullable String mtaCode,
    SmtpStage stage) {

  /** No answer at all. */
  public static final Response NONE = new Response("", null, null, null, SmtpStage.UNKNOWN);

  public Response {
    if (replyCode != null && (replyCode < 100 || replyCode > 999)) {
      throw new IllegalArgumentException("a reply code has three digits, not " + replyCode);
    }
  }

  /** The reply's own enhanced code, else the MTA's; the class digit is not to be trusted yet. */
  public Optional<EnhancedStatusCode> status() {
    if (replyStatus != null) {
      return Optional.of(replyStatus);
    }
    return mtaCode == null ? Optional.empty() : EnhancedStatusCode.parse(mtaCode);
  }
}
