package io.bouncewatch.http;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.ServletEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Consumer;
import kotlin.LazyKt;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Javalin's settings, for a server that answers a scrape every few seconds and shares its machine
 * with a mail server: few threads, small buffers, and none of the parts that are not used.
 */
final class SmallJetty {

  static final int MAX_THREADS = 8;

  private static final int MIN_THREADS = 2;
  private static final int THREAD_IDLE_MILLIS = 30_000;
  private static final int CONNECTION_IDLE_MILLIS = 30_000;
  private static final int STOP_MILLIS = 700;
  private static final int STOP_IDLE_MILLIS = 100;
  private static final int OUTPUT_BUFFER = 16 * 1024;

  private SmallJetty() {}

  static Consumer<JavalinConfig> on(ServerSocketChannel channel, Consumer<JavalinConfig> routes) {
    return config -> {
      config.startup.showJavalinBanner = false;
      config.startup.showOldJavalinVersionWarning = false;
      config.startup.startupWatcherEnabled = false; // would keep a thread asleep for 5 s
      config.concurrency.useVirtualThreads = false;
      config.http.compressionStrategy = CompressionStrategy.NONE; // it can't compress a stream
      config.jetty.threadPool = threadPool();
      config.jetty.modifyServer(SmallJetty::strip);
      config.jetty.modifyServletContextHandler(
          context -> context.setErrorHandler(new PlainErrors()));
      config.jetty.modifyHttpConfiguration(http -> http.setOutputBufferSize(OUTPUT_BUFFER));
      config.jetty.addConnector((server, http) -> connector(server, http, channel));
      // The usual servlet brings the WebSocket stack with it.
      config.unsafe.servlet =
          LazyKt.lazyOf(new ServletEntry(null, new JavalinServlet(config.unsafe)));
      routes.accept(config);
    };
  }

  private static QueuedThreadPool threadPool() {
    QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, THREAD_IDLE_MILLIS);
    pool.setName("http");
    pool.setReservedThreads(0);
    pool.setStopTimeout(STOP_IDLE_MILLIS);
    return pool;
  }

  private static void strip(Server server) {
    server.setStopTimeout(STOP_MILLIS);
    server.setErrorHandler(new PlainErrors());
    server.setHandler((Handler) null); // statistics nobody reads
    LowResourceMonitor monitor = server.getBean(LowResourceMonitor.class);
    if (monitor != null) {
      server.removeBean(monitor); // a timer thread to watch eight others
    }
  }

  private static Connector connector(
      Server server, HttpConfiguration http, ServerSocketChannel channel) {
    // No acceptor thread: the selector accepts.
    ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(CONNECTION_IDLE_MILLIS);
    connector.setShutdownIdleTimeout(STOP_IDLE_MILLIS);
    try {
      connector.open(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return connector;
  }
}
