package io.bouncewatch.http;

import io.javalin.Javalin;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's web server: {@code /metrics}, {@code /healthz}, {@code /readyz} and a status page at
 * {@code /}. It only reads.
 *
 * <p>Brings threads of its own, at most {@value SmallJetty#MAX_THREADS}, and ends them on {@link
 * #close}.
 */
public final class WebServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebServer.class);

  private static final int BACKLOG = 64;

  private final Javalin javalin;
  private final InetSocketAddress address;

  private WebServer(Javalin javalin, InetSocketAddress address) {
    this.javalin = javalin;
    this.address = address;
  }

  /**
   * Listens, and answers from then on.
   *
   * @throws IOException if it can't listen there; the message is a sentence for the user
   * @throws IllegalArgumentException if other machines could reach it and no token is asked for
   */
  public static WebServer start(Listen listen, Views views) throws IOException {
    InetAddress host = resolve(listen);
    if (!host.isLoopbackAddress() && listen.token() == null) {
      throw new IllegalArgumentException(
          "Refusing to listen on "
              + listen
              + " without a token, since other machines can reach it: configure a token, or listen"
              + " on 127.0.0.1:"
              + listen.port()
              + ".");
    }
    // Bound here and not by Jetty, so that what was resolved is what is listened on, and so that a
    // port in use is told in our words, before anything was started.
    ServerSocketChannel channel = bind(listen, new InetSocketAddress(host, listen.port()));
    try {
      InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
      Routes routes = new Routes(new Gate(listen), views);
      return new WebServer(Javalin.create(SmallJetty.on(channel, routes)).start(), bound);
    } catch (JavalinException e) {
      channel.close();
      throw new IOException("Cannot start the web server on " + listen + ": " + e.getMessage(), e);
    }
  }

  /** The port it listens on: the configured one, or what the system chose for 0. */
  public int port() {
    return address.getPort();
  }

  /** Address of the status page, for a log line; with an address, not a name. */
  public URI uri() {
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port() + "/");
  }

  /** Stops listening, lets answers under way end for a moment, then cuts them off. */
  @Override
  public void close() {
    try {
      // Javalin's own stop would log an error for each client that is slow to read its answer.
      javalin.jettyServer().server().stop();
    } catch (TimeoutException e) {
      log.debug("Answers under way were cut off", e);
    } catch (Exception e) {
      log.warn("The web server did not stop cleanly", e);
    }
  }

  private static InetAddress resolve(Listen listen) throws IOException {
    try {
      return listen.resolve();
    } catch (UnknownHostException e) {
      throw new IOException(
          "Cannot listen on "
              + listen
              + ": the name "
              + listen.host()
              + " has no address; give one of this machine's addresses with --listen HOST:PORT.",
          e);
    }
  }

  private static ServerSocketChannel bind(Listen listen, InetSocketAddress address)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      // Without it a restart fails for a minute after connections were closed.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, BACKLOG);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new IOException("Cannot listen on " + listen + ": " + whyNot(listen, e), e);
    }
  }

  private static String whyNot(Listen listen, IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("in use")) {
      return "another program, perhaps another Bouncewatch, already uses port "
          + listen.port()
          + " (see who with: ss -ltnp 'sport = :"
          + listen.port()
          + "'); stop it, or choose another port with --listen HOST:PORT.";
    }
    if (e instanceof BindException && message.contains("assign")) {
      return listen.host()
          + " is not an address of this machine; give one that is with --listen HOST:PORT.";
    }
    if (message.contains("ermission")) {
      return "ports below 1024 are for root; choose a higher one with --listen HOST:PORT.";
    }
    return message + "; choose another address with --listen HOST:PORT.";
  }
}
