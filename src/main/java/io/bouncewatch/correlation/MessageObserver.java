package io.bouncewatch.correlation;

import io.bouncewatch.event.ForgottenCause;
import io.bouncewatch.event.Mta;

/** Is told what happens to the memory of open messages. */
public interface MessageObserver {

  /** Takes no notice. */
  MessageObserver NOOP =
      new MessageObserver() {
        @Override
        public void waiting(Mta mta, String provider, int change) {}

        @Override
        public void forgotten(ForgottenCause cause) {}
      };

  /**
   * The number of recipients that wait for another attempt has changed.
   *
   * @param change how many more wait; negative for fewer
   */
  void waiting(Mta mta, String provider, int change);

  /** A message was forgotten before its end was seen. */
  void forgotten(ForgottenCause cause);
}
