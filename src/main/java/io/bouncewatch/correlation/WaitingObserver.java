package io.bouncewatch.correlation;

import io.bouncewatch.event.Mta;

/** Is told when the number of recipients that wait for another attempt changes. */
@FunctionalInterface
public interface WaitingObserver {

  /** Takes no notice. */
  WaitingObserver NOOP = (mta, provider, change) -> {};

  /**
   * @param change how many more wait; negative for fewer
   */
  void changed(Mta mta, String provider, int change);
}
