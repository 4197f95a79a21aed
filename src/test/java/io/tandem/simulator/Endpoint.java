package io.tandem.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a subscriber runs: answers validations as documented and notifications with 202, unless told otherwise. */
final class Endpoint implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> all = new CopyOnWriteArrayList<>();
    private volatile Function<String, Answer> validation = token -> new Answer(200, "text/plain", token);
    private volatile int status = 202;
    private volatile Duration delay = Duration.ZERO;

    /** One request: raw query and body. */
    record Received(String path, @Nullable String query, String contentType, String body) {
        boolean validation() {
            return query != null && query.contains("validationToken=");
        }
    }

    /** An answer to a validation. */
    record Answer(int status, String contentType, String body) {}

    Endpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return url("/notifications");
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    void answersValidation(Function<String, Answer> how) {
        validation = how;
    }

    void answers(int newStatus) {
        status = newStatus;
    }

    void answersAfter(Duration newDelay) {
        delay = newDelay;
    }

    List<Received> validations() {
        return all.stream().filter(Received::validation).toList();
    }

    /** The bodies of all notifications. */
    List<JsonNode> posts() {
        return all.stream()
                .filter(received -> !received.validation())
                .map(received -> parse(received.body()))
                .toList();
    }

    /** All items of all notifications. */
    List<JsonNode> items() {
        return posts().stream().flatMap(post -> stream(post.path("value"))).toList();
    }

    /** The items about changes, without lifecycle. */
    List<JsonNode> changes() {
        return items().stream().filter(item -> item.has("changeType")).toList();
    }

    List<JsonNode> lifecycle() {
        return items().stream().filter(item -> item.has("lifecycleEvent")).toList();
    }

    void forget() {
        all.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Received received = new Received(
                exchange.getRequestURI().getPath(),
                exchange.getRequestURI().getRawQuery(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                body);
        all.add(received);
        if (!delay.isZero()) {
            LockSupport.parkNanos(delay.toNanos());
        }
        Answer answer =
                received.validation() ? validation.apply(token(received)) : new Answer(status, "text/plain", "");
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String token(Received received) {
        String query = String.valueOf(received.query());
        String raw = query.substring(query.indexOf("validationToken=") + "validationToken=".length());
        return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    }

    private static JsonNode parse(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
