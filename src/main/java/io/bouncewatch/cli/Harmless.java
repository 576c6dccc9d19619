package io.bouncewatch.cli;

/** Text of strangers, as a terminal may have it. */
final class Harmless {

  private Harmless() {}

  /** Without control characters, line ends and marks that turn the writing round. */
  static String text(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
  }
}
