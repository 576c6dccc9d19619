package io.bouncewatch;

import io.bouncewatch.correlation.MemoryLimits;
import io.bouncewatch.event.Envelope;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** The keys that bound memory and the number of series. */
final class LimitsSection {

  private static final long LEAST_BYTES = 1L << 20;
  private static final int MOST_DAYS = 365;

  private final YamlFaults faults;
  private int domains;
  private long messageBytes;
  private long queueDays;
  private final Set<String> senders;
  private int senderCap;

  LimitsSection(YamlFaults faults, AgentConfig.Limits defaults) {
    this.faults = faults;
    this.domains = defaults.domains();
    this.messageBytes = defaults.messages().bytes();
    this.queueDays = defaults.messages().lifetime().toDays();
    this.senders = new HashSet<>(defaults.senders().listed());
    this.senderCap = defaults.senders().cap();
  }

  AgentConfig.Limits limits() {
    return new AgentConfig.Limits(
        domains,
        new MemoryLimits(messageBytes, Duration.ofDays(queueDays)),
        new AgentConfig.Senders(senders, senderCap));
  }

  void readLimits(Node node) {
    new YamlSection(faults, "limits.")
        .number("domains", 1, 100_000, number -> domains = number)
        .text("messages", text -> messageBytes = size(text))
        .number("queue_days", 1, MOST_DAYS, number -> queueDays = number)
        .read(node);
  }

  void readSenders(Node node) {
    new YamlSection(faults, "sender_domains.")
        .number("cap", 0, 100_000, number -> senderCap = number)
        .each("list", name -> senders.add(domain(name)))
        .read(node);
  }

  private static long size(String text) {
    long size = ByteSize.parse(text);
    if (size < LEAST_BYTES) {
      throw new IllegalArgumentException("must be at least 1MiB, not '" + text + "'");
    }
    return size;
  }

  private static String domain(String name) {
    String domain = Envelope.domainOf("@" + name);
    if (name.indexOf('@') >= 0 || domain.equals(Envelope.NO_DOMAIN)) {
      throw new IllegalArgumentException(
          "must be a domain, such as news.example, not '" + name + "'");
    }
    return domain;
  }
}
