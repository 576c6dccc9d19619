package io.bouncewatch.parser;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a parser must be told, because the log does not say it.
 *
 * @param zone zone of timestamps that name none
 * @param reference the time before which the log was written: timestamps without a year take the
 *     latest year that is not after it
 * @param ownHops names of relays on this host, lower case: what is handed to them by SMTP is not
 *     delivered yet
 */
public record ParserSettings(ZoneId zone, InstantSource reference, Set<String> ownHops) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "[::1]", "localhost");

  public ParserSettings {
    ownHops =
        Stream.concat(LOOPBACK.stream(), ownHops.stream())
            .map(hop -> hop.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** This machine's zone and clock, and no hops but loopback. */
  public static ParserSettings defaults() {
    return new ParserSettings(ZoneId.systemDefault(), InstantSource.system(), Set.of());
  }

  boolean isOwnHop(String relayName) {
    return ownHops.contains(relayName.toLowerCase(Locale.ROOT));
  }
}
