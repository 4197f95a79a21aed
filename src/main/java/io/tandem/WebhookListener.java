package io.tandem;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Camel listens with at the public port. Anybody can connect there, so a connection is closed unless it brings a whole post
 * from time to time: whether it is silent or sends byte by byte, which no idle timeout would notice.
 */
final class WebhookListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookListener.class);

    /** A post holds a thread until Kafka has it. */
    private static final int WAITING_POSTS = 128;

    /** Whoever brought a post has so many times the patience for the next one. */
    private static final int KNOWN = 4;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WAITING_POSTS));
    private final Map<HttpConnection, Long> closedAt = new ConcurrentHashMap<>();
    private final Duration patience;

    /** @param patience how long a connection may bring nothing whole; up to a quarter longer at times */
    private WebhookListener(Duration patience) {
        this.patience = patience;
        vertx.setPeriodic(Math.max(1, patience.toMillis() / 4), look -> closeLate());
    }

    /**
     * Makes one.
     *
     * @throws ConfigurationException when nobody can listen there; Camel would only warn and go on without
     */
    static WebhookListener at(Settings settings) {
        String host = settings.text("tandem.webhook.host");
        int port = settings.number("tandem.webhook.port");
        try (ServerSocket unused = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return new WebhookListener(settings.duration("tandem.webhook.patience"));
        } catch (IOException taken) {
            throw new ConfigurationException(
                    "port " + port + " of " + host + " for the webhook cannot be opened (" + taken.getMessage()
                            + "); choose another one with tandem.webhook.port",
                    taken);
        }
    }

    /** Camel has no setting for what its server does with connections, but it takes the Vert.x that it finds. */
    private final class Impatient extends VertxWrapper {
        Impatient() {
            super((VertxInternal) vertx);
        }

        /** One connection is one sender: with HTTP/2 a post could last for ever beside others that end. */
        @Override
        public HttpServer createHttpServer(HttpServerOptions options) {
            HttpServerOptions plain = options.setHttp2ClearTextEnabled(false)
                    .setPerFrameWebSocketCompressionSupported(false)
                    .setPerMessageWebSocketCompressionSupported(false);
            return super.createHttpServer(plain).connectionHandler(WebhookListener.this::opened);
        }
    }

    /** Lets Camel find it. */
    void bindTo(Main camel) {
        VertxPlatformHttpEngine engine = new VertxPlatformHttpEngine();
        engine.setHandlers(List.of(this::heard));
        camel.bind("platform-http-engine", engine);
        camel.bind("webhook-vertx", new Impatient());
    }

    private void opened(HttpConnection connection) {
        connection.closeHandler(closed -> closedAt.remove(connection));
        connection.exceptionHandler(
                lost -> LOG.debug("A connection to the webhook was lost reason={}", lost.getMessage()));
        closedAt.put(connection, System.nanoTime() + patience.toNanos());
    }

    /** A whole post is there; the next one may take longer, for honest senders keep connections open. */
    private void heard(RoutingContext post) {
        closedAt.replace(post.request().connection(), System.nanoTime() + KNOWN * patience.toNanos());
        post.next();
    }

    private void closeLate() {
        long now = System.nanoTime();
        closedAt.forEach((connection, end) -> {
            if (now - end > 0) {
                connection.close();
            }
        });
    }

    /** Ends its threads; Camel has ended the server before. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
