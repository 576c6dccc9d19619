package io.bouncewatch.bounce;

import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.EnhancedStatusCode;
import io.bouncewatch.event.SmtpStage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is asked about: a failed attempt, made ready for matching. Used by one thread.
 *
 * <p>Equal questions get the same answer, unless it hangs on the block list that the reply names
 * ({@link #isListAsked()}): names of lists stand in links, which are not in the text.
 */
final class Question {

  /** In place of a reply code where the remote side gave none. */
  static final int NO_REPLY_CODE = 0;

  private final String provider;
  private final SmtpStage stage;
  private final EnhancedStatusCode code;
  private final int replyCode;
  private final String text;
  private final String reply;
  private boolean listAsked;
  private @Nullable String list;

  Question(String provider, SmtpStage stage, EnhancedStatusCode code, int replyCode, String text) {
    this(provider, stage, code, replyCode, text, "");
  }

  private Question(
      String provider,
      SmtpStage stage,
      EnhancedStatusCode code,
      int replyCode,
      String text,
      String reply) {
    this.provider = provider;
    this.stage = stage;
    this.code = code;
    this.replyCode = replyCode;
    this.text = text;
    this.reply = reply;
  }

  static Question of(Attempt attempt, String provider) {
    Integer replyCode = attempt.response().replyCode();
    return new Question(
        provider,
        attempt.response().stage(),
        attempt.code(),
        replyCode == null ? NO_REPLY_CODE : replyCode,
        ReplyText.of(attempt),
        attempt.response().reply());
  }

  /** The same without what is not compared, to be kept. */
  Question withoutReply() {
    return new Question(provider, stage, code, replyCode, text);
  }

  String provider() {
    return provider;
  }

  SmtpStage stage() {
    return stage;
  }

  EnhancedStatusCode code() {
    return code;
  }

  /** {@link #NO_REPLY_CODE} where the remote side gave none. */
  int replyCode() {
    return replyCode;
  }

  /** As {@link ReplyText} leaves it. */
  String text() {
    return text;
  }

  /** The block list that the reply names, in its links too; or null. */
  @Nullable String list() {
    if (!listAsked) {
      listAsked = true;
      list = BlockLists.shipped().nameIn(reply);
    }
    return list;
  }

  /** Whether anybody asked for the list. */
  boolean isListAsked() {
    return listAsked;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Question same
        && replyCode == same.replyCode
        && stage == same.stage
        && text.equals(same.text)
        && code.equals(same.code)
        && provider.equals(same.provider);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, code, replyCode, stage, provider);
  }

  @Override
  public String toString() {
    return provider + " " + stage + " " + code + " " + replyCode + " " + text;
  }
}
