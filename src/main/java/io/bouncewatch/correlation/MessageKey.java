package io.bouncewatch.correlation;

import io.bouncewatch.event.Mta;
import io.bouncewatch.event.Origin;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which message. A delivery agent may have a {@code syslog_name} of its own below its instance's
 * ({@code postfix/bulk}), so only the first part tells instances apart.
 *
 * @param queue the MTA's first letter, and the instance
 */
record MessageKey(String queue, String queueId) {

  /** The message a line speaks of; null if it names none. */
  static @Nullable MessageKey of(Origin origin) {
    String queueId = origin.queueId();
    if (queueId == null) {
      return null;
    }
    String service = origin.service();
    int slash = service.indexOf('/');
    String instance = slash < 0 ? service : service.substring(0, slash);
    return new MessageKey((origin.mta() == Mta.EXIM ? "E" : "P") + visible(instance), queueId);
  }

  /** The same queue, another message. */
  MessageKey other(String otherId) {
    return new MessageKey(queue, otherId);
  }

  private static String visible(String instance) {
    for (int i = 0; i < instance.length(); i++) {
      if (instance.charAt(i) < ' ') {
        return instance.replaceAll("[\\x00-\\x1f]", "?");
      }
    }
    return instance;
  }

  String text() {
    return queue + Message.SEPARATOR + queueId;
  }

  byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}
