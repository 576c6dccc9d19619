package io.bouncewatch.event;

import org.jspecify.annotations.Nullable;

/**
 * The way an attempt took.
 *
 * @param transport Postfix delivery agent ({@code smtp}, {@code local}) or Exim {@code T=}
 * @param host name of the host that was spoken to, as logged
 * @param ip its address, without brackets
 */
public record Route(@Nullable String transport, @Nullable String host, @Nullable String ip) {

  /** Nothing is known of the way. */
  public static final Route NONE = new Route(null, null, null);
}
