package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Where {@code tandem bench drift} happens.
 *
 * @param graph where the simulator is
 */
record DriftBenchScene(Settings settings, HttpClient http, URI graph) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String JSON_TYPE = "application/json";

    /**
     * Calls about teams.
     *
     * @param teams reads of properties that Graph answered
     * @param rosters reads of rosters that it answered
     * @param tooMany calls that it refused as too many
     * @param mended properties that were put back
     */
    record Calls(long teams, long rosters, long tooMany, long mended) {
        private static final int TOO_MANY = 429;

        Calls and(JsonNode call) {
            if (call.path("status").asInt() == TOO_MANY) {
                return new Calls(teams, rosters, tooMany + 1, mended);
            }
            boolean members = call.path("path").asText().contains("/members");
            return switch (call.path("method").asText()) {
                case "GET" -> new Calls(members ? teams : teams + 1, members ? rosters + 1 : rosters, tooMany, mended);
                case "PATCH" -> new Calls(teams, rosters, tooMany, members ? mended : mended + 1);
                default -> this;
            };
        }
    }

    /** Asks Tandem, or the simulator about itself. */
    JsonNode ask(URI uri, String method, String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", JSON_TYPE)
                        .method(method, BodyPublishers.ofString(body)),
                settings.text("tandem.ops.token"));
    }

    /** {@return the calls since then} */
    Calls calls(Instant since) throws IOException, InterruptedException {
        JsonNode calls = ask(graph.resolve("/simulator/requests?since=" + since), "GET", "");
        Calls counted = new Calls(0, 0, 0, 0);
        for (JsonNode call : calls.isArray() ? calls : calls.path("value")) {
            counted = call.path("path").asText().startsWith("/v1.0/teams/") ? counted.and(call) : counted;
        }
        return counted;
    }

    /** Changes the teams of the first so many stores behind Tandem's back: every other one gets another name, the rest become public. */
    void rearrange(int teams) throws IOException, InterruptedException {
        String token = token();
        for (int store = 1; store <= teams; store++) {
            URI group = graph.resolve("/v1.0/groups(uniqueName='tandem-%06d')?$select=id".formatted(store));
            String id = send(HttpRequest.newBuilder(group), token).path("id").asText();
            String change = store % 2 == 0 ? "{\"displayName\": \"Party\"}" : "{\"visibility\": \"public\"}";
            send(
                    HttpRequest.newBuilder(graph.resolve("/v1.0/teams/" + id))
                            .header("Content-Type", JSON_TYPE)
                            .method("PATCH", BodyPublishers.ofString(change)),
                    token);
        }
    }

    /** {@return a token of the application} */
    String token() throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&client_id="
                + coded("tandem.graph.client-id") + "&client_secret=" + coded("tandem.graph.client-secret");
        URI door = graph.resolve("/" + settings.text("tandem.graph.tenant") + "/oauth2/v2.0/token");
        return send(
                        HttpRequest.newBuilder(door)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form)),
                        "none")
                .path("access_token")
                .asText();
    }

    private String coded(String key) {
        return URLEncoder.encode(settings.text(key), StandardCharsets.UTF_8);
    }

    private JsonNode send(HttpRequest.Builder request, String token) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.request().uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
