package io.bouncewatch;

import io.bouncewatch.bounce.Rule;
import io.bouncewatch.correlation.MemoryLimits;
import io.bouncewatch.source.StartAt;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything an agent is told.
 *
 * @param listen {@code HOST:PORT} to serve on
 * @param token what a client must show where {@code listen} is not on loopback
 * @param store directory of the store; null to keep nothing
 * @param keeping what the store keeps, and how long
 * @param zone zone of timestamps in logs that name none
 * @param rules a user's own rules, asked before the shipped ones
 * @param ownHops relays on this host that only pass mail on
 */
public record AgentConfig(
    String listen,
    @Nullable String token,
    @Nullable Path store,
    Keeping keeping,
    StartAt from,
    ZoneId zone,
    Set<String> ownHops,
    Limits limits,
    List<Rule> rules,
    List<SourceConfig> sources) {

  public static final String DEFAULT_LISTEN = "127.0.0.1:9587";

  public AgentConfig {
    ownHops = Set.copyOf(ownHops);
    rules = List.copyOf(rules);
    sources = List.copyOf(sources);
  }

  /**
   * What bounds memory.
   *
   * @param domains how many domains get a series of their own, the rest counted together
   * @param messages how much may be remembered of messages in a queue, and how long
   * @param senders which senders' domains are counted apart
   */
  public record Limits(int domains, MemoryLimits messages, Senders senders) {

    public static final Limits DEFAULT = new Limits(1_000, MemoryLimits.DEFAULT, Senders.NONE);
  }

  /**
   * Senders' domains that are counted apart.
   *
   * @param listed by name, lower case
   * @param cap how many more, by traffic
   */
  public record Senders(Set<String> listed, int cap) {

    public static final Senders NONE = new Senders(Set.of(), 0);

    public Senders {
      listed = Set.copyOf(listed);
    }
  }

  /** What holds where nothing is said. */
  public static AgentConfig defaults() {
    return new AgentConfig(
        DEFAULT_LISTEN,
        null,
        DefaultPlaces.store(),
        Keeping.DEFAULT,
        StartAt.BEGINNING,
        ZoneId.systemDefault(),
        Set.of(),
        Limits.DEFAULT,
        List.of(),
        List.of());
  }

  public AgentConfig withListen(String other) {
    return new AgentConfig(
        other, token, store, keeping, from, zone, ownHops, limits, rules, sources);
  }

  public AgentConfig withStore(@Nullable Path other) {
    return new AgentConfig(
        listen, token, other, keeping, from, zone, ownHops, limits, rules, sources);
  }

  public AgentConfig withKeeping(Keeping other) {
    return new AgentConfig(
        listen, token, store, other, from, zone, ownHops, limits, rules, sources);
  }

  public AgentConfig withFrom(StartAt other) {
    return new AgentConfig(
        listen, token, store, keeping, other, zone, ownHops, limits, rules, sources);
  }

  public AgentConfig withSources(List<SourceConfig> others) {
    return new AgentConfig(
        listen, token, store, keeping, from, zone, ownHops, limits, rules, others);
  }
}
