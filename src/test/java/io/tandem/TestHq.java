package io.tandem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tandem.component.graph.client.TrustedAuthorities;
import io.tandem.simulator.SharedIdentity;
import io.tandem.simulator.Simulator;
import io.tandem.simulator.SimulatorProfile;
import io.tandem.simulator.SimulatorSettings;
import io.tandem.simulator.hq.HqSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Commerce HQ as its stand-in shows it to anybody, and the Graph simulator beside it for tokens. */
public final class TestHq implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable Simulator graph;
    private final HqSimulator hq;
    private final HttpClient http;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    /** An answer. */
    public record Answer(int status, Map<String, String> headers, JsonNode body) {
        /** {@return the inner message of an error} */
        public String message() {
            return body.at("/error/innererror/message").asText();
        }
    }

    /** A call that somebody made; the status is 0 when there was none. */
    public record Call(Instant time, String method, String path, int status) {
        /** {@return whether it changes anything} */
        public boolean writes() {
            return !method.equals("GET");
        }
    }

    private TestHq(@Nullable Simulator graph, HqSimulator hq) {
        this.graph = graph;
        this.hq = hq;
        this.http = HttpClient.newBuilder()
                .sslContext(TrustedAuthorities.with(hq.caFile()))
                .build();
    }

    /** Starts both in a folder. */
    public static TestHq in(Path data) {
        SharedIdentity.giveTo(data);
        Simulator graph = Simulator.start(new SimulatorSettings(data, 0, SimulatorProfile.fast(), 1, null));
        return new TestHq(graph, HqSimulator.start(data, 0));
    }

    /** Starts HQ alone, in the folder of a Graph simulator whose tokens it takes. */
    static TestHq beside(Path data) {
        return new TestHq(null, HqSimulator.start(data, 0));
    }

    /** {@return Tandem's settings for this HQ, which leave Graph alone} */
    public Map<String, String> settings() {
        Simulator beside = Objects.requireNonNull(graph);
        Map<String, String> settings = new LinkedHashMap<>(TestGraph.settings(beside.baseUri(), beside.caFile()));
        settings.put("tandem.enabled", "false");
        settings.put("tandem.hq.url", hq.baseUri().toString());
        settings.put("tandem.hq.request-timeout", "2s");
        return settings;
    }

    /** Takes rows: set, then properties and values in turn. */
    public void seed(String set, Object... row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i += 2) {
            values.put((String) row[i], row[i + 1]);
        }
        seedLines(text(Map.of("set", set, "row", values)));
    }

    /** Takes rows as lines. */
    public Answer seedLines(String lines) {
        return send(request("/hq/seed").POST(BodyPublishers.ofString(lines)));
    }

    /** {@return the stand-in itself} */
    public HqSimulator simulator() {
        return hq;
    }

    /** {@return the rows of a set} */
    public List<JsonNode> rows(String set) {
        return elements(send(request("/simulator/state")).body().path(set)).toList();
    }

    /** {@return the row that has this value, missing when there is none} */
    public JsonNode row(String set, String property, String value) {
        Optional<JsonNode> found = rows(set).stream()
                .filter(row -> row.path(property).asText().equals(value))
                .findFirst();
        return found.orElse(MissingNode.getInstance());
    }

    /** {@return the calls since the last reset, oldest first} */
    public List<Call> calls() {
        return elements(send(request("/simulator/requests")).body())
                .map(call -> new Call(
                        Instant.parse(call.path("time").asText()),
                        call.path("method").asText(),
                        call.path("path").asText(),
                        call.path("status").asInt()))
                .toList();
    }

    /** Asks for a fault as DESIGN 13 describes it. */
    public void fault(String json) {
        Answer answer = send(request("/simulator/faults").POST(BodyPublishers.ofString(json)));
        if (answer.status() != 201) {
            throw new IllegalArgumentException(answer.body().toString());
        }
    }

    /** Forgets rows, faults and calls. */
    public void reset() {
        send(request("/simulator/reset").POST(BodyPublishers.noBody()));
    }

    /** {@return a token of the simulator's token endpoint, empty when it gives none} */
    public String token(String scope) {
        String form = "grant_type=client_credentials&client_id=" + Simulator.CLIENT_ID + "&client_secret="
                + Simulator.CLIENT_SECRET + "&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(Objects.requireNonNull(graph)
                                .baseUri()
                                .resolve("/" + Simulator.TENANT + "/oauth2/v2.0/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .body()
                .path("access_token")
                .asText();
    }

    /** {@return the scope of HQ} */
    public String scope() {
        return hq.baseUri() + "/.default";
    }

    /** {@return the answer to a call with a good token; headers in turn with their values} */
    public Answer call(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                request(path).setHeader("Authorization", "Bearer " + tokens.computeIfAbsent(scope(), this::token));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.method(method, BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create(hq.baseUri() + path.replace(" ", "%20").replace("'", "%27")))
                .timeout(Duration.ofSeconds(10));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            Map<String, String> headers = answer.headers().map().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, header -> header.getValue().getFirst()));
            return new Answer(answer.statusCode(), headers, JSON.readTree(answer.body()));
        } catch (IOException silent) {
            throw new UncheckedIOException(silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** {@return JSON of a value} */
    public static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public void close() {
        hq.close();
        if (graph != null) {
            graph.close();
        }
    }
}
