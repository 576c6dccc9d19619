package io.bouncewatch.bounce.catalogue;

import java.util.List;

/**
 * What is said of a code.
 *
 * @param title a few words, without a full stop
 * @param meaning what it says: a sentence or more
 * @param causes why it usually happens, one or more
 * @param advice what to do, one or more
 */
public record Texts(String title, String meaning, List<String> causes, List<String> advice) {

  public Texts {
    causes = List.copyOf(causes);
    advice = List.copyOf(advice);
  }
}
