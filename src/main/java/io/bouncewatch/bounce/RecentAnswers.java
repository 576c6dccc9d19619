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

  /** Longer texts are rare and would only take memory: at most half a megabyte in all. */
  private static final int LONGEST_TEXT = 250;

  private final AtomicReferenceArray<@Nullable Answer> places = new AtomicReferenceArray<>(PLACES);

  /**
   * @param rule null if no rule answers the question
   */
  record Answer(Question question, @Nullable Rule rule) {}

  /** The answer, if it is still remembered. */
  @Nullable Answer to(Question question) {
    Answer answer = places.getAcquire(place(question));
    return answer != null && answer.question().equals(question) ? answer : null;
  }

  void remember(Question question, @Nullable Rule rule) {
    if (question.text().length() <= LONGEST_TEXT) {
      places.setRelease(place(question), new Answer(question.withoutReply(), rule));
    }
  }

  private static int place(Question question) {
    int hash = question.hashCode();
    return (hash ^ (hash >>> 16)) & (PLACES - 1);
  }
}
