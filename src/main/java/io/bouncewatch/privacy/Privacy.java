package io.bouncewatch.privacy;

import io.bouncewatch.event.Arrival;
import io.bouncewatch.event.Attempt;
import io.bouncewatch.event.Departure;
import io.bouncewatch.event.Envelope;
import io.bouncewatch.event.Expiration;
import io.bouncewatch.event.LogRecord;
import io.bouncewatch.event.MessageFacts;
import io.bouncewatch.event.Position;
import io.bouncewatch.event.Recipients;
import io.bouncewatch.event.Response;
import io.bouncewatch.event.Route;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes local parts out of what lines say, before anything of it is kept, shown or sent on.
 *
 * <p>{@link #hide} comes before lines are joined, which needs recipients to be told apart; so it
 * leaves a keyed hash in the place of a local part. {@link #shown} comes after that: where nothing
 * but the domain is to be kept, it takes the hash out, too. Used by one thread.
 */
public final class Privacy {

  /** Hides nothing. */
  public static final Privacy FULL = new Privacy(Recipients.FULL, null);

  private static final String NOBODY = "*";

  private final Recipients kept;
  private final @Nullable Pseudonyms pseudonyms;

  /** Senders in the clear, for replies that name them. In memory only. */
  private final RecentSenders senders = new RecentSenders();

  private Privacy(Recipients kept, @Nullable Pseudonyms pseudonyms) {
    this.kept = kept;
    this.pseudonyms = pseudonyms;
  }

  /**
   * Hides as much as is asked for.
   *
   * @param key of {@link KeyFile}; not used where nothing is hidden
   */
  public static Privacy of(Recipients kept, byte[] key) {
    return kept == Recipients.FULL ? FULL : new Privacy(kept, new Pseudonyms(key));
  }

  /** The same with a key of its own, which nobody keeps. */
  public static Privacy ofThisRun(Recipients kept) {
    byte[] key = new byte[KeyFile.BYTES];
    new SecureRandom().nextBytes(key);
    return of(kept, key);
  }

  public Recipients kept() {
    return kept;
  }

  /** Tells keys apart; empty where there is none. */
  public String keyId() {
    return pseudonyms == null ? "" : pseudonyms.keyId();
  }

  /** What a line says, with hashes for local parts. */
  public LogRecord hide(LogRecord content) {
    if (pseudonyms == null) {
      return content;
    }
    if (content instanceof Attempt attempt) {
      return hide(attempt, pseudonyms);
    }
    if (content instanceof Arrival arrival) {
      senders.put(arrival.origin(), arrival.sender());
      return new Arrival(
          arrival.time(),
          arrival.origin(),
          hashed(arrival.sender(), pseudonyms),
          arrival.submission().withLogin(hashed(arrival.submission().login(), pseudonyms)));
    }
    if (content instanceof Expiration expiration) {
      return new Expiration(
          expiration.time(), expiration.origin(), hashedAddress(expiration.sender(), pseudonyms));
    }
    if (content instanceof Departure departure) {
      senders.remove(departure.origin());
    }
    return content;
  }

  private Attempt hide(Attempt attempt, Pseudonyms with) {
    Envelope envelope = attempt.envelope();
    Response response = attempt.response();
    List<KnownAddress> known =
        KnownAddress.all(
            envelope.recipient(),
            envelope.originalRecipient(),
            envelope.sender(),
            senders.of(attempt.origin()));
    return new Attempt(
        attempt.time(),
        attempt.origin(),
        hide(envelope, with),
        route(attempt.route(), known, with),
        attempt.outcome(),
        new Response(
            scrubbed(response.reply(), known, with),
            response.replyCode(),
            response.replyStatus(),
            response.mtaCode(),
            response.stage()),
        attempt.delay());
  }

  private static Envelope hide(Envelope envelope, Pseudonyms with) {
    return new Envelope(
        hashed(envelope.sender(), with),
        hashed(envelope.recipient(), with),
        hashed(envelope.originalRecipient(), with));
  }

  /** A host is none of ours to hide, unless somebody wrote an address there. */
  private Route route(Route route, List<KnownAddress> known, Pseudonyms with) {
    String host = route.host();
    return host == null || host.indexOf('@') < 0
        ? route
        : new Route(route.transport(), scrubbed(host, known, with), route.ip());
  }

  /** An attempt as it may be kept and shown. */
  public Attempt shown(Attempt hidden) {
    if (kept != Recipients.NONE) {
      return hidden;
    }
    return new Attempt(
        hidden.time(),
        hidden.origin(),
        withoutLocals(hidden.envelope()),
        hidden.route(),
        hidden.outcome(),
        hidden.response(),
        hidden.delay());
  }

  /** What is known of a message, as it may be kept and shown; a login is an address, mostly. */
  public MessageFacts shown(MessageFacts hidden) {
    return kept == Recipients.NONE ? hidden.withLogin(withoutLocal(hidden.login())) : hidden;
  }

  /** A position that does not help to guess what its line said. */
  public Position shown(Position position) {
    return pseudonyms == null
        ? position
        : new Position(position.source(), position.offset(), checksum(position.checksum()));
  }

  /** What was kept of an envelope by an earlier agent that hid less. */
  public Envelope envelope(Envelope stored) {
    Envelope hidden = pseudonyms == null ? stored : hide(stored, pseudonyms);
    return kept == Recipients.NONE ? withoutLocals(hidden) : hidden;
  }

  /** The login of an event that was kept by an earlier agent that hid less. */
  public @Nullable String login(@Nullable String stored) {
    String hidden = joinable(stored);
    return kept == Recipients.NONE ? withoutLocal(hidden) : hidden;
  }

  /** What an earlier agent that hid less kept to join lines by: recipients must stay apart. */
  public Envelope joinable(Envelope stored) {
    return pseudonyms == null ? stored : hide(stored, pseudonyms);
  }

  /** The same of a single address. */
  public @Nullable String joinable(@Nullable String stored) {
    return pseudonyms == null ? stored : hashed(stored, pseudonyms);
  }

  /** What was kept of a reply by an earlier agent that hid less. */
  public String reply(String stored, Envelope of) {
    return pseudonyms == null
        ? stored
        : scrubbed(
            stored,
            KnownAddress.all(of.recipient(), of.originalRecipient(), of.sender()),
            pseudonyms);
  }

  /** {@link Position#checksum()} of an earlier agent that hid less. */
  public int checksum(int stored) {
    return pseudonyms == null ? stored : pseudonyms.checksum(stored);
  }

  /** What may be kept of an address that is listed; null if nothing by which it could be found. */
  public @Nullable String address(String stored) {
    if (pseudonyms == null) {
      return stored;
    }
    return kept == Recipients.NONE ? null : hashedAddress(stored, pseudonyms);
  }

  private String scrubbed(String text, List<KnownAddress> known, Pseudonyms with) {
    BiFunction<String, String, String> substitute =
        kept == Recipients.NONE
            ? (local, domain) -> NOBODY
            : (local, domain) -> Pseudonyms.isOne(local) ? local : with.of(local, domain);
    return TextScrubber.scrub(text, known, substitute);
  }

  private static @Nullable String hashed(@Nullable String address, Pseudonyms with) {
    return address == null ? null : hashedAddress(address, with);
  }

  private static String hashedAddress(String address, Pseudonyms with) {
    int at = address.lastIndexOf('@');
    String local = at < 0 ? address : address.substring(0, at);
    if (local.isEmpty() || Pseudonyms.isOne(local)) {
      return address;
    }
    String domain = at < 0 ? "" : address.substring(at + 1);
    return with.of(local, domain) + (at < 0 ? "" : "@" + domain);
  }

  private static Envelope withoutLocals(Envelope envelope) {
    return new Envelope(
        withoutLocal(envelope.sender()),
        withoutLocal(envelope.recipient()),
        withoutLocal(envelope.originalRecipient()));
  }

  /** {@code @domain}; the empty sender of a notification stays what it is. */
  private static @Nullable String withoutLocal(@Nullable String address) {
    if (address == null || address.isEmpty()) {
      return address;
    }
    int at = address.lastIndexOf('@');
    return at < 0 ? null : address.substring(at);
  }
}
