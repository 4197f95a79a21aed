package io.tandem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Posts to the webhook as Microsoft Graph does.
 *
 * @param port where the webhook listens on this machine
 */
record WebhookPoster(int port) {
    static final String CLIENT_STATE = "a secret";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** An answer and how long it took. */
    record Answer(int status, String body, Duration took) {}

    /** A place nobody listens at yet. */
    static WebhookPoster somewhere() {
        try (ServerSocket free = new ServerSocket(0)) {
            return new WebhookPoster(free.getLocalPort());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    String url() {
        return "http://localhost:" + port;
    }

    /** {@return settings of a Tandem that is notified here, in a hurry} */
    Map<String, String> settings(Map<String, String> others) {
        return settings(url(), others);
    }

    /** {@return the same for one that listens here while Graph posts to another address, that of a load balancer} */
    Map<String, String> settings(String publicUrl, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "tandem.webhook.url",
                publicUrl,
                "tandem.webhook.host",
                "localhost",
                "tandem.webhook.port",
                Integer.toString(port),
                "tandem.webhook.client-state",
                CLIENT_STATE,
                "tandem.webhook.watch-ms",
                "300"));
        settings.putAll(others);
        return settings;
    }

    static String change(String subscription, String resource) {
        return item(subscription, "\"changeType\":\"updated\",\"resource\":\"%s\"".formatted(resource));
    }

    static String lifecycle(String subscription, String event) {
        return item(subscription, "\"lifecycleEvent\":\"%s\"".formatted(event));
    }

    private static String item(String subscription, String more) {
        return """
                {"subscriptionId":"%s","clientState":"%s","tenantId":"t",%s}""".formatted(subscription, CLIENT_STATE, more);
    }

    static String collection(String... items) {
        return "{\"value\":[" + String.join(",", items) + "]}";
    }

    Answer post(String path, String body) {
        return postAsync(path, body).join();
    }

    CompletableFuture<Answer> postAsync(String path, String body) {
        long begun = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofString())
                .thenApply((HttpResponse<String> answer) ->
                        new Answer(answer.statusCode(), answer.body(), Duration.ofNanos(System.nanoTime() - begun)));
    }
}
