package io.bouncewatch.bounce;

import java.util.List;
import java.util.stream.IntStream;

/** Rows of numbers in one array: thousands of small arrays take several times what is in them. */
final class IntRows {

  /** Where each row begins; the last one ends at the end. */
  private final int[] begins;

  private final int[] numbers;

  IntRows(List<int[]> rows) {
    begins = new int[rows.size() + 1];
    for (int i = 0; i < rows.size(); i++) {
      begins[i + 1] = begins[i] + rows.get(i).length;
    }
    numbers = rows.stream().flatMapToInt(IntStream::of).toArray();
  }

  int size() {
    return begins.length - 1;
  }

  int begin(int row) {
    return begins[row];
  }

  int end(int row) {
    return begins[row + 1];
  }

  int at(int place) {
    return numbers[place];
  }
}
