package io.bouncewatch.bounce;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which rule answered some questions: logs say the same again and again, and with names
 * masked it is the same text. Each question has two places, which it shares with few others: what
 * comes first moves over for what comes second. So a stream of texts that never come again costs
 * two writes each and no more memory. Thread-safe.
 */
final class RecentAnswers {

  private static final int PLACES = 1 << 11;

  /** Longer texts are rare and would only take memory: at most two megabytes in all. */
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
    int place = place(question);
    Answer answer = places.getAcquire(place);
    if (answer != null && answer.answers(question)) {
      return answer;
    }
    Answer older = places.getAcquire(place + 1);
    return older != null && older.answers(question) ? older : null;
  }

  /**
   * @param question after it was answered
   */
  void remember(Question question, @Nullable Rule rule) {
    if (question.text().length() <= LONGEST_TEXT) {
      Boolean list = question.isListAsked() ? question.list() != null : null;
      int place = place(question);
      places.setRelease(place + 1, places.getAcquire(place));
      places.setRelease(place, new Answer(question.withoutReply(), rule, list));
    }
  }

  /** The first of its two. */
  private static int place(Question question) {
    int hash = question.hashCode();
    return (hash ^ (hash >>> 16)) & (PLACES - 2);
  }
}
