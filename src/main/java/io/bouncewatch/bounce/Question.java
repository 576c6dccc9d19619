package io.bouncewatch.bounce;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.SmtpStage;

/**
 * What a rule is asked about: a failed attempt, made ready for matching.
 *
 * @param replyCode {@link #NO_REPLY_CODE} where the remote side gave none
 * @param text as {@link ReplyText} leaves it
 */
record Question(
    String provider, SmtpStage stage, EnhancedStatusCode code, int replyCode, String text) {

  /** In place of a reply code where the remote side gave none. */
  static final int NO_REPLY_CODE = 0;

  static Question of(Attempt attempt, String provider) {
    Integer replyCode = attempt.response().replyCode();
    return new Question(
        provider,
        attempt.response().stage(),
        attempt.code(),
        replyCode == null ? NO_REPLY_CODE : replyCode,
        ReplyText.of(attempt));
  }
}
