package io.bouncewatch.http;

import java.util.List;

/** Whether the agent does its work. Called by several threads at once. */
@FunctionalInterface
public interface Readiness {

  /** What is wrong, one sentence each, fit to be read by people; empty if all is well. */
  List<String> troubles();
}
