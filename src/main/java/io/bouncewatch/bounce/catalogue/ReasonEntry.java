package io.bouncewatch.bounce.catalogue;

import io.bouncewatch.event.Reason;
import java.util.List;

/**
 * What a reason means.
 *
 * @param title a few words, without a full stop
 * @param meaning what happened: a sentence or more
 * @param party whose turn it is: a sentence
 * @param causes why it usually happens, one or more
 * @param advice what to do, one or more
 */
public record ReasonEntry(
    Reason reason,
    String title,
    String meaning,
    String party,
    List<String> causes,
    List<String> advice) {

  public ReasonEntry {
    causes = List.copyOf(causes);
    advice = List.copyOf(advice);
  }
}
