package io.bouncewatch.cli;

import io.bouncewatch.source.Causes;
import java.io.IOException;
import java.io.PrintWriter;

/** What is said to the person at the terminal when something is wrong. */
final class Messages {

  private Messages() {}

  /** One line; never a stack trace, unless it is a mistake of ours. */
  static void error(PrintWriter err, Exception failure) {
    if (failure instanceof RuntimeException && !(failure instanceof IllegalArgumentException)) {
      err.println(
          "bouncewatch: this is a mistake in Bouncewatch; please report it with this text:");
      failure.printStackTrace(err);
    } else {
      err.println("bouncewatch: " + text(failure));
    }
    err.flush();
  }

  private static String text(Exception failure) {
    if (failure instanceof IOException io && failure.getClass() != IOException.class) {
      return Causes.of(io);
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
