package io.bouncewatch.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the web server listens, and the token it asks for.
 *
 * @param host name or address, IPv6 without brackets; {@code 0.0.0.0} is every IPv4 interface
 * @param port 0 to 65535; 0 lets the system choose
 * @param token what {@code /} and {@code /metrics} ask for, as in RFC 6750 section 2.1; absent asks
 *     for nothing, which only a loopback address may
 */
public record Listen(String host, int port, @Nullable String token) {

  /** Port of {@link #DEFAULT}. */
  public static final int DEFAULT_PORT = 9587;

  private static final Pattern HOST_PORT =
      Pattern.compile("(?:\\[(?<ipv6>[^\\[\\]]+)\\]|(?<host>[^:\\[\\]]+)):(?<port>\\d{1,5})");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]+");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  /** This machine only, without a token. Stands below the patterns, which check it. */
  public static final Listen DEFAULT = new Listen("127.0.0.1", DEFAULT_PORT, null);

  public Listen {
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "'" + host + "' is no host to listen on: give a name or an address");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    // The token itself is kept out of the message, which may end up in a log.
    if (token != null && !TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "the token must not be empty and may hold only letters, digits and - . _ ~ + / ="
              + " (= at its end), or no client could send it");
    }
  }

  /**
   * Reads {@code HOST:PORT}, with IPv6 addresses in brackets: {@code [::1]:9587}.
   *
   * @throws IllegalArgumentException with a sentence for the user that names the text
   */
  public static Listen parse(String text) {
    Matcher matcher = HOST_PORT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not HOST:PORT: write 127.0.0.1:9587, [::1]:9587 or, for every interface,"
              + " 0.0.0.0:9587");
    }
    String ipv6 = matcher.group("ipv6");
    return new Listen(
        ipv6 == null ? matcher.group("host") : ipv6, Integer.parseInt(matcher.group("port")), null);
  }

  /** The same place with a token, or with none. */
  public Listen withToken(@Nullable String other) {
    return new Listen(host, port, other);
  }

  InetAddress resolve() throws UnknownHostException {
    return InetAddress.getByName(host);
  }

  /** {@code HOST:PORT} as {@link #parse} reads it; never the token. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
