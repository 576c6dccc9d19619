package io.bouncewatch.bounce;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which rule answered some questions: logs say the same again and again, and with names
 * masked it is the same text. Each question has one place, so a stream of texts that never come
 * again costs one write each and no more memory. Thread-safe.
 */
final class RecentAnswers {

  private static final int PLACES = 1 << 10;

  /** Longer texts are rare and would only take memory: at most a megabyte in all. */
  private static final int LONGEST_TEXT = 500;

  private final AtomicReferenceArray<@Nullable Answer> places = new AtomicReferenceArray<>(PLACES);

  /**
   * @param rule null if no rule answers the question
   * @param list whether the reply names a block list, where the answer hangs on it; else null
   */
  record Answer(Question question, @Nullable Rule rule, @Nullable Boolean list) {

    boolean answers(Question other) {
      return question.equals(other) && (list == null || list == (other.list() != null));
    }
  }

  /** The answer, if it is still remembered. */
  @Nullable Answer to(Question question) {
    Answer answer = places.getAcquire(place(question));
    return answer != null && answer.answers(question) ? answer : null;
  }

  /**
   * @param question after it was answered
   */
  void remember(Question question, @Nullable Rule rule) {
    if (question.text().length() <= LONGEST_TEXT) {
      Boolean list = question.isListAsked() ? question.list() != null : null;
      places.setRelease(place(question), new Answer(question.withoutReply(), rule, list));
    }
  }

  private static int place(Question question) {
    int hash = question.hashCode();
    return (hash ^ (hash >>> 16)) & (PLACES - 1);
  }
}
