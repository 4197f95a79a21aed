package io.tandem;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Camel listens with at the public port. Anybody can connect there, so a connection is closed unless it brings a whole post
 * from time to time: whether it is silent or sends byte by byte, which no idle timeout would notice. Connections are counted, and
 * so are the bytes that wait for the rest of a post.
 */
final class WebhookListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookListener.class);

    /** A post holds a thread until Kafka has it. */
    private static final int WAITING_POSTS = 128;

    private static final int ACCEPTED = 202;

    /** More than Microsoft Graph and a proxy open, and a few megabytes when all are silent. */
    private static final int MOST_GUESTS = 500;

    /** A buffer that grows has up to twice as much room, so no more than a quarter of the memory is ever taken. */
    private static final int PART_OF_MEMORY = 8;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WAITING_POSTS));
    private final WebhookGuests<HttpConnection> guests;

    /** @param patience how long a connection may bring nothing whole; up to a quarter longer at times */
    private WebhookListener(Duration patience) {
        guests = new WebhookGuests<>(
                new WebhookGuests.Bounds(
                        patience,
                        MOST_GUESTS,
                        Runtime.getRuntime().maxMemory() / PART_OF_MEMORY,
                        CamelSettings.MOST_BYTES),
                HttpConnection::close,
                System::nanoTime);
        vertx.setPeriodic(Math.max(1, patience.toMillis() / 4), look -> guests.closeLate());
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
        connection.closeHandler(closed -> guests.leave(connection));
        connection.exceptionHandler(
                lost -> LOG.debug("A connection to the webhook was lost reason={}", lost.getMessage()));
        guests.enter(connection);
        if (connection instanceof ConnectionBase plain) {
            plain.channel().pipeline().addFirst(new Counting(connection));
        }
    }

    /** A whole post is there. Nobody can have one accepted who does not know the client state. */
    private void heard(RoutingContext post) {
        HttpConnection connection = post.request().connection();
        guests.hear(connection);
        post.addEndHandler(answered -> guests.answer(connection, post.response().getStatusCode() == ACCEPTED));
        post.next();
    }

    /** Sees the bytes of a post before Vert.x gathers them, for which it knows no bound but that of a single post. */
    private final class Counting extends ChannelInboundHandlerAdapter {
        private final HttpConnection connection;

        Counting(HttpConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object part) {
            if (part instanceof ByteBuf bytes) {
                guests.take(connection, bytes.readableBytes());
            }
            context.fireChannelRead(part);
        }
    }

    /** Ends its threads; Camel has ended the server before. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
