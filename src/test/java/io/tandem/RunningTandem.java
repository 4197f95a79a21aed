package io.tandem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.console.StoreViews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Map;

/**
 * A Tandem in this process.
 *
 * @param tandem the application
 */
public record RunningTandem(Tandem tandem) implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Starts one in a sandbox with the product's own routes. */
    public static RunningTandem in(Sandbox sandbox) {
        return in(sandbox, Clock.systemUTC());
    }

    /** The same at another time. */
    public static RunningTandem in(Sandbox sandbox, Clock clock) {
        return new RunningTandem(Tandem.start(sandbox.settings(), null, clock));
    }

    /** {@return the answer to GET with the token} */
    public HttpResponse<String> get(String path) {
        return send(request(path).header("Authorization", "Bearer " + Sandbox.TOKEN));
    }

    /** {@return what is answered to GET with the token, in JSON} */
    public JsonNode json(String path) {
        return json(get(path));
    }

    /** {@return what is answered to POST with the token, in JSON} */
    public JsonNode post(String path, String body) {
        return json(send(request(path)
                .header("Authorization", "Bearer " + Sandbox.TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException noJson) {
            throw new IllegalStateException(answer.body(), noJson);
        }
    }

    /** {@return the answer to a request} */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException silent) {
            throw new UncheckedIOException(silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** {@return a request without token} */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tandem.opsPort() + path));
    }

    /** {@return stores by state} */
    public Map<String, Long> counts() {
        return stores().counts();
    }

    /** {@return what the ops side shows} */
    public StoreViews stores() {
        return tandem.stores();
    }

    /** {@return records by what became of them, {@code applied}, {@code duplicate}, {@code stale} or {@code refused}} */
    public long events(String outcome) {
        return (long) tandem.meters().find("tandem.commerce.events").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /** {@return whether every record is folded and every team has settled} */
    public boolean converged() {
        return tandem.pulse().lag().values().stream().allMatch(waiting -> waiting == 0)
                && counts().getOrDefault("working", 0L) == 0
                && stores().communications()
                        .filter(team -> team.store().state().equals("working"))
                        .isEmpty();
    }

    @Override
    public void close() {
        tandem.close();
    }
}
