package io.bouncewatch.source;

import java.util.HashSet;
import java.util.Set;

/** One line that was written. */
final class ModelLine {
  final int life;
  final StringBuilder text = new StringBuilder();

  /** Lengths at which the line ends in some file, because it was rotated or copied half. */
  final Set<Integer> cuts = new HashSet<>();

  boolean whole;

  /** Whether the reader has looked since it was written, and knew where its file belongs. */
  boolean seen;

  /** It may come after lines of later files: a late line, or one of a file without a place. */
  boolean late;

  /** No file on disk has it any more. */
  boolean gone;

  /** It was gone before anybody could be asked to have read it. */
  boolean excused;

  ModelLine(int life) {
    this.life = life;
  }
}
