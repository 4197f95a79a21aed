package io.tandem;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What stands before the webhook, as a load balancer does; it answers 503 while it is shut.
 *
 * @param server where Microsoft Graph posts to
 * @param tandem where Tandem listens
 * @param open whether posts reach it
 */
record WebhookGate(HttpServer server, WebhookPoster tandem, AtomicBoolean open) implements AutoCloseable {

    static WebhookGate before(WebhookPoster tandem) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            WebhookGate gate = new WebhookGate(server, tandem, new AtomicBoolean(true));
            server.createContext("/", gate::pass);
            server.start();
            return gate;
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String post = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (!open.get()) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            WebhookPoster.Answer answer = tandem.post(exchange.getRequestURI().toString(), post);
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
