package io.bouncewatch.event;

import java.util.List;

/**
 * Replies that no rule judged with confidence, by template.
 *
 * @param leftOut replies whose templates were let go to stay within bounds
 */
public record UnknownReplies(List<UnknownReply> templates, long leftOut) {

  /** None. */
  public static final UnknownReplies NONE = new UnknownReplies(List.of(), 0);

  public UnknownReplies {
    templates = List.copyOf(templates);
  }

  public boolean isEmpty() {
    return templates.isEmpty() && leftOut == 0;
  }
}
