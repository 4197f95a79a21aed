package io.tandem;

import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.route.Metric;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Camel listens with at the public port. A post is handed to its route on the thread that read it, and answered when the
 * route is done: no thread waits until Kafka has it, so that thousands of posts may.
 *
 * <p>Anybody can connect there, so a connection is closed unless it brings a whole post from time to time: whether it is silent or
 * sends byte by byte, which no idle timeout would notice. It is closed, too, with the answer to anything that was not accepted, so
 * that nobody can queue posts on it, or leave answers unread, who does not know the client state. Connections are counted, and so
 * are the bytes of posts that are not answered yet.
 */
final class WebhookServer implements PlatformHttpEngine, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);
    private static final int ACCEPTED = 202;

    /** A longer post would not fit into a record of Kafka as it is delivered. */
    private static final int MOST_BYTES = 1_000_000;

    /** More than Microsoft Graph and a proxy open, and a few megabytes when all are silent. */
    private static final int MOST_GUESTS = 500;

    /** A buffer that grows has up to twice as much room, and Kafka gets a copy: no more than half of the memory is ever taken. */
    private static final int PART_OF_MEMORY = 8;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<WebhookConsumer> consumers = new CopyOnWriteArrayList<>();
    private final WebhookGuests<HttpConnection> guests;
    private final HttpServer server;
    private final MeterRegistry meters;

    private WebhookServer(String host, int port, Duration patience, MeterRegistry meters) {
        this.meters = meters;
        guests = new WebhookGuests<>(
                new WebhookGuests.Bounds(
                        patience, MOST_GUESTS, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY, MOST_BYTES),
                this::cutOff,
                System::nanoTime);
        // One connection is one sender: with HTTP/2 a post could last for ever beside others that end.
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setPerMessageWebSocketCompressionSupported(false))
                .connectionHandler(this::opened)
                .requestHandler(this::asked)
                .listen(port, host)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        vertx.setPeriodic(Math.max(1, patience.toMillis() / 4), look -> guests.closeLate());
    }

    /**
     * Listens; until a route is there, Microsoft Graph is asked to send again.
     *
     * @throws ConfigurationException when nobody can listen there
     */
    static WebhookServer at(Settings settings, MeterRegistry meters) {
        String host = settings.text("tandem.webhook.host");
        int port = settings.number("tandem.webhook.port");
        try {
            return new WebhookServer(host, port, settings.duration("tandem.webhook.patience"), meters);
        } catch (CompletionException taken) {
            throw new ConfigurationException(
                    "port " + port + " of " + host + " for the webhook cannot be opened (" + taken.getMessage()
                            + "); choose another one with tandem.webhook.port",
                    taken);
        }
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new WebhookConsumer(endpoint, processor, consumers);
    }

    @Override
    public int getServerPort() {
        return server.actualPort();
    }

    /** Why no route sees a request. */
    private enum Refusal {
        NOT_READY(503),
        ELSEWHERE(404),
        METHOD(405),
        TOO_LONG(413);

        private final int status;

        Refusal(int status) {
            this.status = status;
        }
    }

    private void cutOff(HttpConnection connection) {
        count("CUT_OFF");
        connection.close();
    }

    private void count(String reason) {
        Metric.WEBHOOK_REFUSALS
                .counter(meters, reason.toLowerCase(Locale.ROOT).replace('_', '-'))
                .increment();
    }

    private void opened(HttpConnection connection) {
        connection.closeHandler(closed -> guests.leave(connection));
        connection.exceptionHandler(
                lost -> LOG.debug("A connection to the webhook was lost reason={}", lost.getMessage()));
        guests.enter(connection);
    }

    private void asked(HttpServerRequest request) {
        String path = Objects.requireNonNullElse(request.path(), "");
        Optional<WebhookConsumer> consumer =
                consumers.stream().filter(any -> any.isAt(path)).findFirst();
        if (consumer.isEmpty()) {
            refuse(request, consumers.isEmpty() ? Refusal.NOT_READY : Refusal.ELSEWHERE);
        } else if (!consumer.get().takes(request.method().name())) {
            refuse(request, Refusal.METHOD);
        } else if (announced(request) > MOST_BYTES) {
            refuse(request, Refusal.TOO_LONG);
        } else {
            gather(request, path, consumer.get());
        }
    }

    /** Reads the post and hands it over when it is whole. */
    private void gather(HttpServerRequest request, String path, WebhookConsumer consumer) {
        if (asksFirst(request)) {
            request.response().writeContinue();
        }
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            guests.take(request.connection(), part.length());
            if (body.length() + part.length() > MOST_BYTES) {
                refuse(request, Refusal.TOO_LONG);
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(whole -> {
            guests.hear(request.connection());
            Context thread = vertx.getOrCreateContext();
            WebhookConsumer.Post post =
                    new WebhookConsumer.Post(request.method().name(), path, request.query(), body.getBytes());
            consumer.take(post, answer -> thread.runOnContext(now -> answer(request, answer)));
        });
    }

    /** What still comes of it is thrown away; closing at once could take the answer from whoever is still sending. */
    private void refuse(HttpServerRequest request, Refusal refusal) {
        count(refusal.name());
        LOG.debug("Refused a request to the webhook reason={}", refusal);
        request.handler(thrownAway -> {});
        request.endHandler(whole -> request.connection().close());
        guests.answer(request.connection(), false);
        Future<Void> answered = respond(request, new WebhookConsumer.Answer(refusal.status, null, ""));
        if (asksFirst(request)) {
            answered.onComplete(sent -> request.connection().close());
        }
    }

    private static boolean asksFirst(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    /** Nobody can have a post accepted who does not know the client state. */
    private void answer(HttpServerRequest request, WebhookConsumer.Answer answer) {
        boolean accepted = answer.status() == ACCEPTED;
        guests.answer(request.connection(), accepted);
        Future<Void> answered = respond(request, answer);
        if (!accepted) {
            answered.onComplete(sent -> request.connection().close());
        }
    }

    private static Future<Void> respond(HttpServerRequest request, WebhookConsumer.Answer answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        if (answer.status() != ACCEPTED) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (answer.type() != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, answer.type());
        }
        return response.end(answer.body());
    }

    /** {@return how many bytes the sender says that it will send, 0 when it does not say} */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /** Stops listening; Camel has ended the routes before. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
