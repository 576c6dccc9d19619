package io.bouncewatch.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages, and what stands before each of them. Called by several threads at once. */
final class Routes implements Consumer<JavalinConfig> {

  private static final Logger log = LoggerFactory.getLogger(Routes.class);

  private static final String TEXT = "text/plain; charset=utf-8";

  private final Gate gate;
  private final Views views;
  private final StatusPage page = new StatusPage();

  Routes(Gate gate, Views views) {
    this.gate = gate;
    this.views = views;
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.before(this::prepare);
    serve(config, "/", this::status);
    serve(config, "/metrics", this::metrics);
    serve(config, "/healthz", ctx -> say(ctx, 200, "ok"));
    serve(config, "/readyz", this::readiness);
    config.routes.error(404, ctx -> say(ctx, 404, "There is nothing here; see / and /metrics."));
    config.routes.exception(Exception.class, Routes::fail);
  }

  /** HEAD has a handler too, or it would be answered without the headers that GET gives. */
  private static void serve(JavalinConfig config, String path, Handler handler) {
    config.routes.get(path, handler);
    config.routes.head(path, handler);
  }

  private void prepare(Context ctx) {
    ctx.header("Content-Security-Policy", page.contentSecurityPolicy());
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    ctx.header("Cache-Control", "no-store");
    if (!ctx.method().equals(HandlerType.GET) && !ctx.method().equals(HandlerType.HEAD)) {
      ctx.header("Allow", "GET, HEAD");
      refuse(ctx, 405, "This server is only read from: GET and HEAD.");
      return;
    }
    // Those who probe can rarely send a token; what they see is no more than yes or no.
    if (!ctx.path().equals("/healthz") && !ctx.path().equals("/readyz")) {
      refusal(ctx).ifPresent(refusal -> refuse(ctx, refusal.status(), refusal.sentence()));
    }
  }

  private Optional<Gate.Refusal> refusal(Context ctx) {
    return gate.check(ctx.header("Host"), ctx.header("Authorization"));
  }

  private static void refuse(Context ctx, int status, String sentence) {
    if (status == 401) {
      ctx.res().addHeader("WWW-Authenticate", "Bearer realm=\"Bouncewatch\"");
      ctx.res().addHeader("WWW-Authenticate", "Basic realm=\"Bouncewatch\", charset=\"UTF-8\"");
    }
    say(ctx, status, sentence);
    ctx.skipRemainingHandlers();
  }

  private void status(Context ctx) {
    String html =
        page.render(views.overview().get(), views.readiness().troubles(), views.clock().instant());
    ctx.contentType("text/html; charset=utf-8").result(html);
  }

  private void readiness(Context ctx) {
    List<String> troubles = views.readiness().troubles();
    boolean ready = troubles.isEmpty();
    boolean trusted = refusal(ctx).isEmpty();
    ctx.status(ready ? 200 : 503)
        .contentType("application/json")
        .result(trusted ? Json.readiness(troubles) : Json.readiness(ready));
  }

  private void metrics(Context ctx) throws IOException {
    String accept = Optional.ofNullable(ctx.header("Accept")).orElse("");
    boolean gzip = Gzip.isAsked(Optional.ofNullable(ctx.header("Accept-Encoding")).orElse(""));
    ctx.contentType(views.metrics().contentType(accept));
    ctx.header("Vary", "Accept, Accept-Encoding");
    if (gzip) {
      ctx.header("Content-Encoding", "gzip");
    }
    if (ctx.method().equals(HandlerType.HEAD)) {
      ctx.res().flushBuffer(); // or it would be said that the page has 0 bytes
      return;
    }
    OutputStream out = ctx.res().getOutputStream();
    OutputStream body = gzip ? Gzip.over(out) : out;
    views.metrics().write(accept, body);
    // Only here: after a failure the stream must not look as if it had come to its end.
    body.close();
  }

  private static void say(Context ctx, int status, String sentence) {
    ctx.status(status).contentType(TEXT).result(sentence + "\n");
  }

  private static void fail(Exception failure, Context ctx) {
    if (ctx.res().isCommitted()) {
      // Too late for a status. Half a page must not be taken for a whole one: cut the connection.
      log.debug("Answer to {} was cut off", ctx.path(), failure);
      ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
      request.getConnectionMetaData().getConnection().getEndPoint().close();
      return;
    }
    log.warn("Could not answer {}", ctx.path(), failure);
    ctx.res().resetBuffer();
    ctx.removeHeader("Content-Encoding");
    say(ctx, 500, "The answer could not be made; Bouncewatch's log says why.");
  }
}
