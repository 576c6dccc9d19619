package io.bouncewatch.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may look. With a token, whoever knows it; without one, whoever is on this machine.
 *
 * <p>A web page that somebody on this machine visits is not on this machine, but can have its own
 * name resolve to 127.0.0.1 (DNS rebinding) and read what this server answers to the browser. The
 * browser then sends that name as {@code Host}; so without a token the host must be an address,
 * {@code localhost} or the configured name. A token makes the check needless and lifts it.
 */
final class Gate {

  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+\\]");
  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private final String ownName;
  private final byte @Nullable [] token;

  Gate(Listen listen) {
    ownName = listen.host().toLowerCase(Locale.ROOT);
    String text = listen.token();
    token = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Why a request is turned away. */
  record Refusal(int status, String sentence) {}

  /** Empty lets the request in. */
  Optional<Refusal> check(@Nullable String host, @Nullable String authorization) {
    if (token == null) {
      return isLocal(host)
          ? Optional.empty()
          : Optional.of(
              new Refusal(
                  403,
                  "This server answers to localhost and to addresses only; let a proxy send"
                      + " 'Host: localhost', or configure a token."));
    }
    return knowsToken(authorization, token)
        ? Optional.empty()
        : Optional.of(
            new Refusal(401, "A token is needed: send 'Authorization: Bearer' and the token."));
  }

  private boolean isLocal(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      return true; // HTTP/1.0; every browser sends a host
    }
    String host = PORT.matcher(header.toLowerCase(Locale.ROOT)).replaceFirst("");
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals(ownName)
        || ADDRESS.matcher(host).matches();
  }

  /** Bearer for programs; Basic with any name and the token as password, for browsers. */
  private static boolean knowsToken(@Nullable String authorization, byte[] token) {
    if (authorization == null) {
      return false;
    }
    int space = authorization.indexOf(' ');
    if (space < 0) {
      return false;
    }
    String credentials = authorization.substring(space + 1).strip();
    byte[] given =
        switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
          case "bearer" -> credentials.getBytes(StandardCharsets.UTF_8);
          case "basic" -> passwordOf(credentials);
          default -> new byte[0];
        };
    // Takes the same time wherever the first difference is.
    return MessageDigest.isEqual(given, token);
  }

  private static byte[] passwordOf(String basic) {
    try {
      String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
